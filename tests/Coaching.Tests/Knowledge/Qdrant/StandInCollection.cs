using System.Text.Json;

namespace Coaching.Tests.Knowledge.Qdrant;

/// <summary>A collection of the stand-in: points, their vectors by name, and real scores. Not safe for threads by itself.</summary>
internal sealed class StandInCollection
{
    private readonly Dictionary<string, int> dense;
    private readonly Dictionary<string, SparseNames> sparse;
    private readonly SortedDictionary<Guid, StandInPoint> points = [];
    private readonly HashSet<string> indexed = new(StringComparer.Ordinal);

    public StandInCollection(JsonElement design)
    {
        dense = design.GetProperty("vectors").EnumerateObject().ToDictionary(vector => vector.Name, vector => vector.Value.GetProperty("size").GetInt32(), StringComparer.Ordinal);
        sparse = design.GetProperty("sparse_vectors").EnumerateObject().ToDictionary(
            vector => vector.Name, vector => new SparseNames(vector.Value.TryGetProperty("modifier", out var modifier) && modifier.GetString() == "idf"), StringComparer.Ordinal);
        Metadata = design.TryGetProperty("metadata", out var metadata) ? metadata : null;
    }

    public JsonElement? Metadata { get; }

    /// <summary>All that is stored, in one text: equal texts are equal collections.</summary>
    public string Dump() => string.Join('\n', points.Select(point => $"{point.Key} {point.Value.Payload} {point.Value.Vector}"));

    public void Index(string key) => indexed.Add(key);

    public void Upsert(JsonElement request)
    {
        foreach (var point in request.GetProperty("points").EnumerateArray()) Check(point);
        foreach (var point in request.GetProperty("points").EnumerateArray())
        {
            var id = point.GetProperty("id").GetGuid();
            Remove(id);
            points[id] = new StandInPoint(point.GetProperty("vector"), point.TryGetProperty("payload", out var payload) ? payload : default);
            foreach (var vector in point.GetProperty("vector").EnumerateObject())
            {
                if (sparse.TryGetValue(vector.Name, out var names)) names.Add(id, Sparse(vector.Value));
            }
        }
    }

    public void Delete(JsonElement filter)
    {
        foreach (var id in Meant(filter).Select(point => point.Key).ToList()) Remove(id);
    }

    public int Count(JsonElement? filter) => Meant(filter).Count();

    public IReadOnlyList<KeyValuePair<Guid, StandInPoint>> Scroll(JsonElement? filter, Guid? from, int limit) =>
        [.. Meant(filter).SkipWhile(point => point.Key.CompareTo(from ?? Guid.Empty) < 0).Take(limit)];

    /// <summary>The nearest points; a prefetch narrows down what is ranked.</summary>
    public IReadOnlyList<(Guid Id, StandInPoint Point, float Score)> Query(JsonElement query)
    {
        var filter = Part(query, "filter");
        Check(filter);
        var limit = query.TryGetProperty("limit", out var most) ? most.GetInt32() : 10;
        HashSet<Guid>? within = query.TryGetProperty("prefetch", out var prefetch)
            ? [.. prefetch.EnumerateArray().SelectMany(Query).Select(hit => hit.Id)]
            : null;
        var scores = query.TryGetProperty("query", out var asked) ? Scores(query.GetProperty("using").GetString()!, asked) : points.Keys.Select(id => (id, 0f));
        return [.. scores.Where(hit => within?.Contains(hit.Item1) ?? true)
            .Select(hit => (hit.Item1, points[hit.Item1], hit.Item2))
            .Where(hit => StandInFilter.Holds(filter, hit.Item1, hit.Item2.Payload))
            .OrderByDescending(hit => hit.Item3).ThenBy(hit => hit.Item1).Take(limit)];
    }

    private IEnumerable<(Guid, float)> Scores(string name, JsonElement asked)
    {
        if (asked.ValueKind == JsonValueKind.Object)
        {
            return sparse.TryGetValue(name, out var names) ? names.Scores(Sparse(asked)) : throw new StandInRefusal($"{name} is no sparse vector here");
        }

        var wanted = Dense(asked);
        if (!dense.TryGetValue(name, out var dimension) || wanted.Length != dimension) throw new StandInRefusal($"{name} is no dense vector of {wanted.Length} dimensions here");
        return points.Where(point => point.Value.Vector.TryGetProperty(name, out _))
            .Select(point => (point.Key, System.Numerics.Tensors.TensorPrimitives.CosineSimilarity(wanted, Dense(point.Value.Vector.GetProperty(name)))));
    }

    private void Check(JsonElement point)
    {
        foreach (var vector in point.GetProperty("vector").EnumerateObject())
        {
            var fits = vector.Value.ValueKind == JsonValueKind.Object
                ? sparse.ContainsKey(vector.Name)
                : dense.TryGetValue(vector.Name, out var dimension) && vector.Value.GetArrayLength() == dimension;
            if (!fits) throw new StandInRefusal($"{vector.Name} is no such vector here");
        }
    }

    // As in Qdrant's strict mode: a filter on a key that is not indexed would look at every point.
    private void Check(JsonElement? filter)
    {
        if (StandInFilter.Keys(filter).FirstOrDefault(key => !indexed.Contains(key)) is { } key) throw new StandInRefusal($"{key} is not indexed");
    }

    private IEnumerable<KeyValuePair<Guid, StandInPoint>> Meant(JsonElement? filter)
    {
        Check(filter);
        return points.Where(point => StandInFilter.Holds(filter, point.Key, point.Value.Payload));
    }

    private void Remove(Guid id)
    {
        if (!points.Remove(id)) return;
        foreach (var names in sparse.Values) names.Remove(id);
    }

    private static JsonElement? Part(JsonElement whole, string name) => whole.TryGetProperty(name, out var part) ? part : null;

    private static float[] Dense(JsonElement vector) => [.. vector.EnumerateArray().Select(value => value.GetSingle())];

    private static List<(uint Index, float Value)> Sparse(JsonElement vector) =>
        [.. vector.GetProperty("indices").EnumerateArray().Zip(vector.GetProperty("values").EnumerateArray(), (index, value) => (index.GetUInt32(), value.GetSingle()))];

    // The vectors of one name, by index. Qdrant counts no vector that is empty.
    private sealed class SparseNames(bool idf)
    {
        private readonly Dictionary<uint, Dictionary<Guid, float>> postings = [];
        private readonly Dictionary<Guid, List<uint>> vectors = [];

        public void Add(Guid id, List<(uint Index, float Value)> vector)
        {
            if (vector.Count == 0) return;
            vectors[id] = [.. vector.Select(element => element.Index)];
            foreach (var (index, value) in vector)
            {
                if (!postings.TryGetValue(index, out var list)) postings[index] = list = [];
                list[id] = value;
            }
        }

        public void Remove(Guid id)
        {
            if (!vectors.Remove(id, out var indices)) return;
            foreach (var index in indices) postings[index].Remove(id);
        }

        public IEnumerable<(Guid, float)> Scores(List<(uint Index, float Value)> query)
        {
            var scores = new Dictionary<Guid, float>();
            foreach (var (index, value) in query)
            {
                if (!postings.TryGetValue(index, out var list)) continue;
                var weight = idf ? value * MathF.Log(1 + ((vectors.Count - list.Count + 0.5f) / (list.Count + 0.5f))) : value;
                foreach (var (id, stored) in list) scores[id] = scores.GetValueOrDefault(id) + (weight * stored);
            }

            return scores.Select(score => (score.Key, score.Value));
        }
    }
}

/// <summary>A stored point.</summary>
internal sealed record StandInPoint(JsonElement Vector, JsonElement Payload);

/// <summary>A request of the right shape that this collection cannot take.</summary>
internal sealed class StandInRefusal(string message) : Exception(message);
