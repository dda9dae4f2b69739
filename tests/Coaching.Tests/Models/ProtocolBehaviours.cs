using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Coaching.Tests.Models;

/// <summary>How a service treats one request.</summary>
internal delegate Task ProtocolBehaviour(ProtocolExchange exchange);

/// <summary>One request and the means to answer it.</summary>
internal sealed class ProtocolExchange(HttpContext context, JsonElement request, string reply, TimeSpan pace)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public JsonElement Request { get; } = request;

    public string Reply { get; } = reply;

    public HttpResponse Response => context.Response;

    public CancellationToken Gone => context.RequestAborted;

    public bool Streams(bool otherwise) => Request.TryGetProperty("stream", out var stream) ? stream.GetBoolean() : otherwise;

    public void Abort() => context.Abort();

    public static string Serialize(object value) => JsonSerializer.Serialize(value, Json);

    /// <summary>Two characters at a time, as small as tokens are.</summary>
    public static IEnumerable<string> Pieces(string text) => text.EnumerateRunes().Chunk(2).Select(pair => string.Concat(pair));

    public async Task WriteJsonAsync(object body, int status = 200)
    {
        Response.StatusCode = status;
        Response.ContentType = "application/json";
        await Response.WriteAsync(Serialize(body), Gone);
    }

    public async Task WriteLineAsync(string line, string contentType)
    {
        if (!Response.HasStarted) Response.ContentType = contentType;
        await Response.WriteAsync(line, Gone);
        await Response.Body.FlushAsync(Gone);
    }

    public Task WriteEventAsync(string data) => WriteLineAsync($"data: {data}\n\n", "text/event-stream; charset=utf-8");

    /// <summary>One chunk of a streamed completion.</summary>
    public Task WriteChunkAsync(object delta, string? finish = null) => WriteEventAsync(Serialize(new
    {
        id = "chatcmpl-1",
        @object = "chat.completion.chunk",
        created = 1_700_000_000,
        model = "local",
        choices = new[] { new { index = 0, delta, finish_reason = finish } },
    }));

    public async Task WriteTextAsync(string text)
    {
        await WriteChunkAsync(new { role = "assistant", content = "" });
        foreach (var piece in Pieces(text))
        {
            await WriteChunkAsync(new { content = piece });
            if (pace > TimeSpan.Zero) await Task.Delay(pace, Gone);
        }
    }
}

/// <summary>What services do to chat completions, well and badly.</summary>
internal static class ProtocolBehaviours
{
    /// <summary>The server's own reply, streamed or whole as asked.</summary>
    public static Task Reply(ProtocolExchange exchange) => Text(exchange.Reply)(exchange);

    public static ProtocolBehaviour Text(string text) => Finish(text, "stop");

    /// <summary>An answer with a finish reason of any kind, null included.</summary>
    public static ProtocolBehaviour Finish(string text, string? reason) => async exchange =>
    {
        if (!exchange.Streams(otherwise: false))
        {
            await exchange.WriteJsonAsync(new
            {
                id = "chatcmpl-1",
                @object = "chat.completion",
                created = 1_700_000_000,
                model = "local",
                choices = new[] { new { index = 0, message = new { role = "assistant", content = text }, finish_reason = reason } },
                usage = new { prompt_tokens = 1, completion_tokens = 1, total_tokens = 2 },
            });
            return;
        }

        await exchange.WriteTextAsync(text);
        await exchange.WriteChunkAsync(new { }, reason);
        await DoneAsync(exchange);
    };

    /// <summary>A reasoning model: it thinks aloud in a field of its own, then answers.</summary>
    public static ProtocolBehaviour Reasoning(string reasoning, string text) => async exchange =>
    {
        await exchange.WriteChunkAsync(new { role = "assistant", content = (string?)null, reasoning_content = "" });
        foreach (var piece in ProtocolExchange.Pieces(reasoning))
            await exchange.WriteChunkAsync(new { content = (string?)null, reasoning_content = piece });
        await Text(text)(exchange);
    };

    /// <summary>A tool call, its arguments in pieces.</summary>
    public static ProtocolBehaviour ToolCall(string name, string arguments) => async exchange =>
    {
        await exchange.WriteChunkAsync(new
        {
            role = "assistant",
            tool_calls = new[] { new { index = 0, id = "call_1", type = "function", function = new { name, arguments = "" } } },
        });
        foreach (var piece in ProtocolExchange.Pieces(arguments))
            await exchange.WriteChunkAsync(new { tool_calls = new[] { new { index = 0, function = new { arguments = piece } } } });
        await exchange.WriteChunkAsync(new { }, "tool_calls");
        await DoneAsync(exchange);
    };

    /// <summary>An error status with a body that repeats the prompt, as real ones do.</summary>
    public static ProtocolBehaviour Status(int status, string code, string? retryAfter = null) => async exchange =>
    {
        if (retryAfter is not null) exchange.Response.Headers.RetryAfter = retryAfter;
        await exchange.WriteJsonAsync(new { error = new { message = $"SECRET PROMPT {exchange.Request.GetRawText()}", code, type = "error" } }, status);
    };

    public static ProtocolBehaviour TooManyRequests(string? retryAfter = null) => Status(429, "rate_limit_exceeded", retryAfter);

    public static ProtocolBehaviour ServerError() => Status(500, "internal_error");

    /// <summary>Takes the request and says nothing, not even a header.</summary>
    public static ProtocolBehaviour Stall() => exchange => Task.Delay(Timeout.Infinite, exchange.Gone);

    /// <summary>Begins, then falls silent with the connection open.</summary>
    public static ProtocolBehaviour StallAfter(string text) => async exchange =>
    {
        await exchange.WriteTextAsync(text);
        await Task.Delay(Timeout.Infinite, exchange.Gone);
    };

    /// <summary>Ends the body properly but in mid-answer: no finish reason, no [DONE].</summary>
    public static ProtocolBehaviour HalfClose(string text) => exchange => exchange.WriteTextAsync(text);

    /// <summary>
    /// Resets the connection in mid-answer, once the listener has heard the beginning: a reset destroys what is still under way.
    /// </summary>
    public static ProtocolBehaviour Reset(string text, Task heard) => async exchange =>
    {
        await exchange.WriteTextAsync(text);
        await heard.WaitAsync(exchange.Gone);
        exchange.Abort();
    };

    /// <summary>A chunk that is no JSON.</summary>
    public static ProtocolBehaviour Garbage(string text) => async exchange =>
    {
        if (text.Length > 0) await exchange.WriteTextAsync(text);
        await exchange.WriteEventAsync("{\"choices\":[{\"delta\":SECRET");
        await DoneAsync(exchange);
    };

    /// <summary>An error inside a stream that began with 200.</summary>
    public static ProtocolBehaviour StreamedError() => exchange =>
        exchange.WriteEventAsync("{\"error\":{\"message\":\"SECRET out of memory\",\"code\":500}}");

    /// <summary>200, and a page where a stream should be.</summary>
    public static ProtocolBehaviour WrongPage() => async exchange =>
    {
        exchange.Response.ContentType = "text/html";
        await exchange.Response.WriteAsync("<html>SECRET gateway</html>", Encoding.UTF8, exchange.Gone);
    };

    private static async Task DoneAsync(ProtocolExchange exchange)
    {
        await exchange.WriteLineAsync(": keep-alive\n\n", "text/event-stream");
        await exchange.WriteEventAsync("[DONE]");
    }
}

/// <summary>The same for Ollama's newline-delimited JSON.</summary>
internal static class OllamaBehaviours
{
    public static async Task Reply(ProtocolExchange exchange)
    {
        foreach (var piece in ProtocolExchange.Pieces(exchange.Reply)) await LineAsync(exchange, new { role = "assistant", content = piece }, done: false);
        await LineAsync(exchange, new { role = "assistant", content = "" }, done: true);
    }

    /// <summary>A thinking model.</summary>
    public static ProtocolBehaviour Thinking(string thinking) => async exchange =>
    {
        await LineAsync(exchange, new { role = "assistant", content = "", thinking }, done: false);
        await Reply(exchange);
    };

    /// <summary>Stops without its last line.</summary>
    public static ProtocolBehaviour HalfClose(string text) => exchange =>
        LineAsync(exchange, new { role = "assistant", content = text }, done: false);

    private static Task LineAsync(ProtocolExchange exchange, object message, bool done)
    {
        var line = new Dictionary<string, object> { ["model"] = "local", ["created_at"] = "2025-01-01T00:00:00Z", ["message"] = message, ["done"] = done };
        if (done) line["done_reason"] = "stop";
        return exchange.WriteLineAsync(ProtocolExchange.Serialize(line) + "\n", "application/x-ndjson");
    }
}
