using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Coaching.Tests.Models;

/// <summary>
/// A model service on a real socket: OpenAI's chat completions and embeddings, and Ollama's. It records what reaches it
/// and misbehaves as scripted: each request takes the next of <see cref="Script"/>, and when none is left answers
/// <see cref="Reply"/> properly. It knows no test framework, so that any test project can link it.
/// </summary>
internal sealed class ProtocolServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<ProtocolBehaviour> script = new();
    private readonly ConcurrentQueue<RecordedRequest> requests = new();
    private readonly SemaphoreSlim arrived = new(0);

    private ProtocolServer(WebApplication app)
    {
        this.app = app;
        app.MapPost("/v1/chat/completions", context => AnswerAsync(context, ProtocolBehaviours.Reply));
        app.MapPost("/v1/embeddings", context => AnswerAsync(context, exchange => exchange.WriteJsonAsync(EmbeddingsOf(exchange.Request, "input", "data"))));
        app.MapPost("/api/chat", context => AnswerAsync(context, OllamaBehaviours.Reply));
        app.MapPost("/api/embed", context => AnswerAsync(context, exchange => exchange.WriteJsonAsync(EmbeddingsOf(exchange.Request, "input", "embeddings"))));
    }

    /// <summary>The base address for OpenAI clients.</summary>
    public Uri Endpoint => new(app.Urls.Single() + "/v1");

    /// <summary>The base address for Ollama clients.</summary>
    public Uri OllamaEndpoint => new(app.Urls.Single());

    /// <summary>What the model says, given the request; it sees the persona's cue like any provider does.</summary>
    public Func<JsonElement, string> Reply { get; set; } = _ => "您好，我是小明的妈妈。";

    /// <summary>The pause between two pieces of an answer.</summary>
    public TimeSpan Pace { get; set; } = TimeSpan.Zero;

    /// <summary>Every request so far, in order of arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. requests];

    public static async Task<ProtocolServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new ProtocolServer(builder.Build());
        await server.app.StartAsync();
        return server;
    }

    /// <summary>What the next requests meet, one each.</summary>
    public ProtocolServer Script(params ProtocolBehaviour[] behaviours)
    {
        foreach (var behaviour in behaviours) script.Enqueue(behaviour);
        return this;
    }

    /// <summary>The next request that has not been waited for.</summary>
    public async Task NextRequestAsync()
    {
        if (!await arrived.WaitAsync(TimeSpan.FromSeconds(20))) throw new TimeoutException("No request came within 20 s.");
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
        arrived.Dispose();
    }

    private async Task AnswerAsync(HttpContext context, ProtocolBehaviour fallback)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var recorded = new RecordedRequest(context.Request.Path, body, context.Request.Headers.Authorization.ToString());
        using var watch = context.RequestAborted.Register(recorded.SetAborted);
        requests.Enqueue(recorded);
        arrived.Release();
        var exchange = new ProtocolExchange(context, recorded.Json, Reply(recorded.Json), Pace);
        try
        {
            await (script.TryDequeue(out var behaviour) ? behaviour : fallback)(exchange);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away; that is what some tests wait for.
        }
    }

    private static Dictionary<string, object> EmbeddingsOf(JsonElement request, string inputs, string list)
    {
        var input = request.GetProperty(inputs);
        var texts = input.ValueKind == JsonValueKind.Array ? input.EnumerateArray().Select(text => text.GetString()!) : [input.GetString()!];
        // A bag of letters: crude, but equal texts are equal and similar ones are near.
        var vectors = texts.Select(text =>
        {
            var vector = new float[16];
            foreach (var letter in text) vector[letter % 16]++;
            return vector;
        }).ToList();
        var base64 = request.TryGetProperty("encoding_format", out var format) && format.GetString() == "base64";
        return new Dictionary<string, object>
        {
            ["model"] = request.GetProperty("model").GetString()!,
            ["object"] = "list",
            [list] = list == "embeddings"
                ? vectors
                : vectors.Select((vector, index) => (object)new Dictionary<string, object>
                {
                    ["object"] = "embedding",
                    ["index"] = index,
                    ["embedding"] = base64 ? Convert.ToBase64String(vector.SelectMany(BitConverter.GetBytes).ToArray()) : vector,
                }).ToList(),
            ["usage"] = new { prompt_tokens = 1, total_tokens = 1 },
        };
    }
}

/// <summary>One request as it came over the wire.</summary>
internal sealed class RecordedRequest(string path, string body, string authorization)
{
    private static readonly Regex Escape = new(@"\\+u(?<code>[0-9A-Fa-f]{4})", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private readonly TaskCompletionSource aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Path { get; } = path;

    public string Body { get; } = body;

    public string Authorization { get; } = authorization;

    public JsonElement Json { get; } = JsonDocument.Parse(body).RootElement.Clone();

    /// <summary>The body as its reader understands it, however deeply JSON was put into JSON: a search finds Chinese text.</summary>
    public string Text { get; } = Escape.Replace(body, match => ((char)Convert.ToUInt16(match.Groups["code"].Value, 16)).ToString());

    /// <summary>Completes when the client goes away before the answer is whole.</summary>
    public Task Aborted => aborted.Task;

    internal void SetAborted() => aborted.TrySetResult();
}

/// <summary>An address that takes connections and never completes one, as an overloaded or firewalled host does.</summary>
internal sealed class StalledAddress : IDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> fillers = [];

    public StalledAddress()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}/v1");
        // Nobody accepts, so once the queue is full the kernel ignores further callers.
        for (var i = 0; i < 4; i++)
        {
            var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            fillers.Add(filler);
            try
            {
                filler.Connect(listener.LocalEndPoint!);
            }
            catch (SocketException)
            {
                // In progress: it fills the queue or waits before it.
            }
        }
    }

    public Uri Endpoint { get; }

    public void Dispose()
    {
        foreach (var filler in fillers) filler.Dispose();
        listener.Dispose();
    }
}
