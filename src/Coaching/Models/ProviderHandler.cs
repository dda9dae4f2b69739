using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Coaching.Models;

/// <summary>
/// Stands between the SDKs and the socket and names every failure of a connection once, the same for all providers and for
/// chat and embeddings, without letting a provider's words through.
/// </summary>
internal sealed partial class ProviderHandler(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    private const int LongestErrorBody = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException)
        {
            throw new ModelUnavailableException(ModelFailure.Unreachable);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody cancelled, so it was the socket handler's own clock: the connect timeout.
            throw new ModelUnavailableException(ModelFailure.ConnectTimeout);
        }

        if (!response.IsSuccessStatusCode)
        {
            using (response) throw await FaultAsync(response, cancellationToken);
        }

        if (response.Content.Headers.ContentType?.MediaType is "text/event-stream" or "application/x-ndjson")
        {
            var whole = response.Content;
            response.Content = new StreamContent(new AnswerStream(await whole.ReadAsStreamAsync(cancellationToken)));
            response.Content.Headers.ContentType = whole.Headers.ContentType;
        }

        return response;
    }

    private async Task<ModelUnavailableException> FaultAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        new(response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => ModelFailure.RateLimited,
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => ModelFailure.ServerError,
            _ => ModelFailure.Rejected,
        })
        {
            Status = (int)response.StatusCode,
            RetryAfter = Delay(response.Headers.RetryAfter),
            ProviderCode = await ProviderCodeAsync(response.Content, cancellationToken),
        };

    private TimeSpan? Delay(RetryConditionHeaderValue? header)
    {
        var delay = header?.Delta ?? (header?.Date - time.GetUtcNow());
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }

    // {"error":{"code":"model_not_found",…}}: the code tells the operator what to mend. The message beside it may repeat
    // the prompt, so only something shaped like an identifier is taken.
    private static async Task<string?> ProviderCodeAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            await content.LoadIntoBufferAsync(LongestErrorBody, cancellationToken);
            using var body = JsonDocument.Parse(await content.ReadAsByteArrayAsync(cancellationToken));
            if (body.RootElement.ValueKind != JsonValueKind.Object
                || !body.RootElement.TryGetProperty("error", out var error)
                || error.ValueKind != JsonValueKind.Object) return null;
            foreach (var key in (string[])["code", "type"])
            {
                if (error.TryGetProperty(key, out var code)
                    && code.ValueKind == JsonValueKind.String
                    && Identifier().IsMatch(code.GetString()!)) return code.GetString();
            }
        }
        catch (Exception fault) when (fault is JsonException or HttpRequestException or IOException)
        {
            // No readable reason; the status alone must do.
        }

        return null;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z_.-]{1,60}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();
}
