using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Coaching.Knowledge.Qdrant;

/// <summary>
/// Qdrant's REST interface, as far as it is used: typed requests, typed failures. Every request may be sent twice without
/// harm, so that the handler below may repeat it. Writes wait until they are seen by searches.
/// </summary>
internal sealed class QdrantClient(HttpClient http, ILogger<QdrantClient> logger)
{
    private const int ScrollPage = 1000;
    private const int LongestLoggedFault = 500;

    /// <summary>Makes a collection.</summary>
    public Task CreateCollectionAsync(string collection, CollectionDesign design, CancellationToken cancellationToken) =>
        SendAsync<bool>(HttpMethod.Put, Path(collection), new
        {
            vectors = design.Dense is { } dense ? new Dictionary<string, object> { [dense.Name] = new { size = dense.Dimension, distance = "Cosine" } } : [],
            sparse_vectors = design.Sparse.ToDictionary(name => name, _ => new { modifier = "idf" }),
            metadata = design.Metadata,
        }, cancellationToken);

    /// <summary>Removes a collection with all that is in it.</summary>
    public Task DeleteCollectionAsync(string collection, CancellationToken cancellationToken) =>
        SendAsync<bool>(HttpMethod.Delete, Path(collection), null, cancellationToken);

    /// <summary>The names of all collections.</summary>
    public async Task<IReadOnlyList<string>> CollectionsAsync(CancellationToken cancellationToken) =>
        [.. (await SendAsync<CollectionList>(HttpMethod.Get, "collections", null, cancellationToken)).Collections.Select(collection => collection.Name)];

    /// <summary>What was kept with a collection when it was made; null where nothing was, or where the collection is gone.</summary>
    public async Task<T?> MetadataAsync<T>(string collection, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return (await SendAsync<CollectionInfo<T>>(HttpMethod.Get, Path(collection), null, cancellationToken)).Config.Metadata;
        }
        catch (QdrantException fault) when (fault.Failure == QdrantFailure.NotFound)
        {
            return null;
        }
    }

    /// <summary>Indexes a payload key, so that filters on it need not look at every point.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="key">The key; its values are exact words.</param>
    /// <param name="isTenant">Whether the key tells tenants apart: their points are stored together then.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task CreateIndexAsync(string collection, string key, bool isTenant, CancellationToken cancellationToken) =>
        SendAsync<UpdateDone>(HttpMethod.Put, Path(collection, "/index?wait=true"), new { field_name = key, field_schema = new { type = "keyword", is_tenant = isTenant } }, cancellationToken);

    /// <summary>Stores points; those with the same id are replaced.</summary>
    public Task UpsertAsync(string collection, IReadOnlyList<QdrantPoint> points, CancellationToken cancellationToken) =>
        SendAsync<UpdateDone>(HttpMethod.Put, Path(collection, "/points?wait=true"), new { points }, cancellationToken);

    /// <summary>Removes the points that a filter means.</summary>
    public Task DeleteAsync(string collection, QdrantFilter filter, CancellationToken cancellationToken) =>
        SendAsync<UpdateDone>(HttpMethod.Post, Path(collection, "/points/delete?wait=true"), new { filter }, cancellationToken);

    /// <summary>Runs a query.</summary>
    public async Task<IReadOnlyList<QdrantHit<T>>> QueryAsync<T>(string collection, QdrantQuery query, CancellationToken cancellationToken) =>
        (await SendAsync<QueryDone<T>>(HttpMethod.Post, Path(collection, "/points/query"), query, cancellationToken)).Points;

    /// <summary>Runs several queries in one request; the answers in their order.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<QdrantHit<T>>>> QueryAsync<T>(string collection, IReadOnlyList<QdrantQuery> searches, CancellationToken cancellationToken)
    {
        var answers = await SendAsync<IReadOnlyList<QueryDone<T>>>(HttpMethod.Post, Path(collection, "/points/query/batch"), new { searches }, cancellationToken);
        return answers.Count == searches.Count ? [.. answers.Select(answer => answer.Points)] : throw new QdrantException(QdrantFailure.Garbled);
    }

    /// <summary>Reads all points that a filter means, page by page, in the order of their ids.</summary>
    public async IAsyncEnumerable<QdrantRecord<T>> ScrollAsync<T>(
        string collection, QdrantFilter? filter, IReadOnlyList<string> withPayload, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Guid? offset = null;
        do
        {
            var page = await SendAsync<ScrollDone<T>>(HttpMethod.Post, Path(collection, "/points/scroll"), new { filter, limit = ScrollPage, offset, with_payload = withPayload, with_vector = false }, cancellationToken);
            foreach (var point in page.Points) yield return point;
            offset = page.NextPageOffset;
        }
        while (offset is not null);
    }

    /// <summary>How many points a filter means, exactly.</summary>
    public async Task<long> CountAsync(string collection, QdrantFilter? filter, CancellationToken cancellationToken) =>
        (await SendAsync<CountDone>(HttpMethod.Post, Path(collection, "/points/count"), new { filter, exact = true }, cancellationToken)).Count;

    /// <summary>The collection behind an alias; null where there is no such alias.</summary>
    public async Task<string?> AliasTargetAsync(string alias, CancellationToken cancellationToken) =>
        (await SendAsync<AliasList>(HttpMethod.Get, "aliases", null, cancellationToken)).Aliases.FirstOrDefault(known => known.AliasName == alias)?.CollectionName;

    /// <summary>Lets an alias stand for another collection, in one step for everyone.</summary>
    /// <param name="alias">The alias.</param>
    /// <param name="collection">What it stands for from now on.</param>
    /// <param name="replace">Whether it stands for something now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task SwitchAliasAsync(string alias, string collection, bool replace, CancellationToken cancellationToken)
    {
        List<object> actions = [new { create_alias = new { alias_name = alias, collection_name = collection } }];
        if (replace) actions.Insert(0, new { delete_alias = new { alias_name = alias } });
        return SendAsync<bool>(HttpMethod.Post, "collections/aliases", new { actions }, cancellationToken);
    }

    /// <summary>Has the server write a snapshot of a collection; its name there.</summary>
    public async Task<string> SnapshotAsync(string collection, CancellationToken cancellationToken) =>
        (await SendAsync<SnapshotDone>(HttpMethod.Post, Path(collection, "/snapshots?wait=true"), null, cancellationToken)).Name;

    private static string Path(string collection, string rest = "") => $"collections/{Uri.EscapeDataString(collection)}{rest}";

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null) request.Content = JsonContent.Create(body, options: QdrantWire.Json);
            using var response = await http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode) throw await FaultAsync(method, path, response, cancellationToken);
            var answer = await response.Content.ReadFromJsonAsync<Answer<T>>(QdrantWire.Json, cancellationToken);
            return answer is { Result: { } result } ? result : throw new QdrantException(QdrantFailure.Garbled);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody cancelled, so the client's own clock did.
            throw new QdrantException(QdrantFailure.Timeout);
        }
        catch (HttpRequestException)
        {
            throw new QdrantException(QdrantFailure.Unreachable);
        }
        catch (JsonException)
        {
            throw new QdrantException(QdrantFailure.Garbled);
        }
    }

    private async Task<QdrantException> FaultAsync(HttpMethod method, string path, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (logger.IsEnabled(LogLevel.Debug))
        {
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            logger.LogDebug("Qdrant answered {Method} {Path} with {Status}: {Fault}", method, path, (int)response.StatusCode, text[..Math.Min(text.Length, LongestLoggedFault)]);
        }

        return new QdrantException(response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => QdrantFailure.Unauthorized,
            HttpStatusCode.NotFound => QdrantFailure.NotFound,
            HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => QdrantFailure.ServerError,
            _ => QdrantFailure.Refused,
        }, (int)response.StatusCode);
    }

    private sealed record Answer<T>(T? Result);

    private sealed record UpdateDone(string Status);

    private sealed record QueryDone<T>(IReadOnlyList<QdrantHit<T>> Points);

    private sealed record ScrollDone<T>(IReadOnlyList<QdrantRecord<T>> Points, Guid? NextPageOffset);

    private sealed record CountDone(long Count);

    private sealed record CollectionList(IReadOnlyList<NamedCollection> Collections);

    private sealed record NamedCollection(string Name);

    private sealed record CollectionInfo<T>(CollectionConfig<T> Config);

    private sealed record CollectionConfig<T>(T? Metadata);

    private sealed record AliasList(IReadOnlyList<KnownAlias> Aliases);

    private sealed record KnownAlias(string AliasName, string CollectionName);

    private sealed record SnapshotDone(string Name);
}
