using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Coaching.Tests.Knowledge.Qdrant;

/// <summary>
/// A Qdrant on a real socket, as far as the product speaks to one: it refuses every request that breaks
/// <see cref="StandInRules"/> or, where one is given, the published contract, and really stores, filters and scores. It
/// knows no test framework, so that any test project can link it.
/// </summary>
internal sealed class QdrantStandIn : IAsyncDisposable
{
    private const int LongestCheckedAnswer = 100_000;

    private readonly WebApplication app;
    private readonly OpenApiContract? contract;
    private readonly string apiKey;
    private readonly Lock state = new();
    private readonly Dictionary<string, StandInCollection> collections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> aliases = new(StringComparer.Ordinal);

    private QdrantStandIn(WebApplication app, OpenApiContract? contract, string apiKey)
    {
        (this.app, this.contract, this.apiKey) = (app, contract, apiKey);
        foreach (var (method, path) in StandInRules.Known) app.MapMethods(path, [method], context => AnswerAsync(context, method, path));
    }

    /// <summary>The base address.</summary>
    public Uri Endpoint => new(app.Urls.Single());

    /// <summary>Meets every request first; true when it was answered there. For faults.</summary>
    public Func<HttpContext, Task<bool>>? Fault { get; set; }

    /// <summary>Every request so far that reached it.</summary>
    public ConcurrentQueue<(string Method, string Path, string Target, string Body)> Requests { get; } = new();

    /// <summary>What was refused, and why.</summary>
    public ConcurrentQueue<string> Refusals { get; } = new();

    /// <summary>The names of the collections.</summary>
    public IReadOnlyList<string> Collections
    {
        get
        {
            lock (state) return [.. collections.Keys];
        }
    }

    public static async Task<QdrantStandIn> StartAsync(OpenApiContract? contract = null, string apiKey = "", bool isSecure = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (isSecure) listen.UseHttps(OwnCertificate());
        }));
        var server = new QdrantStandIn(builder.Build(), contract, apiKey);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>All that a collection or the one behind an alias holds.</summary>
    public string Dump(string name)
    {
        lock (state) return Find(name).Dump();
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
    }

    // One that no authority signed.
    private static X509Certificate2 OwnCertificate()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }

    private async Task AnswerAsync(HttpContext context, string method, string path)
    {
        if (Fault is { } fault && await fault(context)) return;
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        Requests.Enqueue((method, path, context.Request.Path + context.Request.QueryString, text));
        var (status, answer) = Answer(context, method, path, text);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer, context.RequestAborted);
    }

    private (int Status, string Answer) Answer(HttpContext context, string method, string path, string text)
    {
        if (apiKey.Length > 0 && context.Request.Headers["api-key"] != apiKey) return (401, """{"status":{"error":"Must provide an API key"},"time":0}""");
        try
        {
            JsonElement? body = text.Length == 0 ? null : JsonDocument.Parse(text).RootElement;
            var query = context.Request.Query.Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value.ToString())).ToList();
            if ((StandInRules.Fault(method, path, body, query) ?? contract?.Fault(method, path, body, query)) is { } fault) throw new StandInRefusal(fault);
            JsonNode? result;
            lock (state) result = Run(method, path, context.Request.RouteValues["collection_name"] as string ?? "", body);
            var answer = new JsonObject { ["result"] = result, ["status"] = "ok", ["time"] = 0.001 }.ToJsonString();
            if (answer.Length < LongestCheckedAnswer && contract?.AnswerFault(method, path, JsonDocument.Parse(answer).RootElement) is { } own) throw new InvalidOperationException($"The stand-in answers wrongly: {own}");
            return (200, answer);
        }
        catch (Exception refusal) when (refusal is StandInRefusal or JsonException)
        {
            Refusals.Enqueue($"{method} {path}: {refusal.Message}");
            return (400, Error(refusal.Message));
        }
        catch (KeyNotFoundException missing)
        {
            return (404, Error(missing.Message));
        }
    }

    private static string Error(string message) => new JsonObject { ["status"] = new JsonObject { ["error"] = message }, ["time"] = 0.001 }.ToJsonString();

    private StandInCollection Find(string name) => collections[aliases.GetValueOrDefault(name, name)];

    private JsonNode? Run(string method, string path, string name, JsonElement? body) => (method, path.Replace("/collections/{collection_name}", "", StringComparison.Ordinal)) switch
    {
        ("GET", "/collections") => new JsonObject { ["collections"] = List(collections.Keys.Select(known => new JsonObject { ["name"] = known })) },
        ("GET", "/aliases") => new JsonObject { ["aliases"] = List(aliases.Select(alias => new JsonObject { ["alias_name"] = alias.Key, ["collection_name"] = alias.Value })) },
        ("POST", "/collections/aliases") => ChangeAliases(body!.Value),
        ("GET", "") => Describe(Find(name)),
        ("PUT", "") => collections.TryAdd(name, new StandInCollection(body!.Value)) ? true : throw new StandInRefusal($"{name} exists"),
        ("DELETE", "") => Remove(name),
        ("PUT", "/index") => Done(() => Find(name).Index(body!.Value.GetProperty("field_name").GetString()!)),
        ("PUT", "/points") => Done(() => Find(name).Upsert(body!.Value)),
        ("POST", "/points/delete") => Done(() => Find(name).Delete(body!.Value.GetProperty("filter"))),
        ("POST", "/points/query") => Query(Find(name), body!.Value),
        ("POST", "/points/query/batch") => List(body!.Value.GetProperty("searches").EnumerateArray().Select(query => Query(Find(name), query))),
        ("POST", "/points/scroll") => Scroll(Find(name), body!.Value),
        ("POST", "/points/count") => new JsonObject { ["count"] = Find(name).Count(Part(body!.Value, "filter")) },
        ("POST", "/snapshots") => new JsonObject { ["name"] = $"{name}-{Find(name).Count(null)}.snapshot", ["size"] = 1 },
        _ => throw new StandInRefusal("not understood"),
    };

    // As the server does: its aliases go with it.
    private JsonNode Remove(string name)
    {
        foreach (var alias in aliases.Where(alias => alias.Value == name).Select(alias => alias.Key).ToList()) aliases.Remove(alias);
        return collections.Remove(name);
    }

    private JsonNode ChangeAliases(JsonElement body)
    {
        foreach (var action in body.GetProperty("actions").EnumerateArray())
        {
            if (action.TryGetProperty("delete_alias", out var gone)) aliases.Remove(gone.GetProperty("alias_name").GetString()!);
            if (!action.TryGetProperty("create_alias", out var made)) continue;
            var (alias, target) = (made.GetProperty("alias_name").GetString()!, made.GetProperty("collection_name").GetString()!);
            if (!collections.ContainsKey(target)) throw new KeyNotFoundException(target);
            if (collections.ContainsKey(alias)) throw new StandInRefusal($"{alias} is a collection");
            aliases[alias] = target;
        }

        return true;
    }

    private static JsonObject Done(Action change)
    {
        change();
        return new JsonObject { ["operation_id"] = 1, ["status"] = "completed" };
    }

    private static JsonObject Query(StandInCollection collection, JsonElement query) => new()
    {
        ["points"] = List(collection.Query(query).Select(hit => new JsonObject
        {
            ["id"] = hit.Id.ToString(),
            ["version"] = 1,
            ["score"] = hit.Score,
            ["payload"] = Payload(hit.Point, Part(query, "with_payload")),
        })),
    };

    private static JsonObject Scroll(StandInCollection collection, JsonElement request)
    {
        var limit = request.TryGetProperty("limit", out var most) ? most.GetInt32() : 10;
        var page = collection.Scroll(Part(request, "filter"), Part(request, "offset")?.GetGuid(), limit + 1);
        return new JsonObject
        {
            ["points"] = List(page.Take(limit).Select(point => new JsonObject { ["id"] = point.Key.ToString(), ["payload"] = Payload(point.Value, Part(request, "with_payload")) })),
            ["next_page_offset"] = page.Count > limit ? page[^1].Key.ToString() : null,
        };
    }

    private static JsonObject? Payload(StandInPoint point, JsonElement? wanted)
    {
        if (wanted is null or { ValueKind: JsonValueKind.False } || point.Payload.ValueKind != JsonValueKind.Object) return null;
        var keys = wanted.Value.ValueKind == JsonValueKind.Array ? wanted.Value.EnumerateArray().Select(key => key.GetString()).ToHashSet(StringComparer.Ordinal) : null;
        return new JsonObject(point.Payload.EnumerateObject().Where(property => keys?.Contains(property.Name) ?? true).Select(property => KeyValuePair.Create(property.Name, JsonNode.Parse(property.Value.GetRawText()))));
    }

    private static JsonObject Describe(StandInCollection collection) => new()
    {
        ["status"] = "green",
        ["optimizer_status"] = "ok",
        ["segments_count"] = 1,
        ["points_count"] = collection.Count(null),
        ["payload_schema"] = new JsonObject(),
        ["config"] = new JsonObject
        {
            ["params"] = new JsonObject(),
            ["hnsw_config"] = new JsonObject { ["m"] = 16, ["ef_construct"] = 100, ["full_scan_threshold"] = 10_000 },
            ["optimizer_config"] = new JsonObject { ["default_segment_number"] = 0, ["flush_interval_sec"] = 5 },
            ["metadata"] = collection.Metadata is { } metadata ? JsonNode.Parse(metadata.GetRawText()) : null,
        },
    };

    private static JsonArray List(IEnumerable<JsonNode?> items) => [.. items];

    private static JsonElement? Part(JsonElement whole, string name) => whole.TryGetProperty(name, out var part) ? part : null;
}
