using System.Text.Json;
using static Coaching.Tests.Knowledge.Qdrant.Shapes;

namespace Coaching.Tests.Knowledge.Qdrant;

/// <summary>The stand-in's own rules for requests, written from Qdrant's documentation: they hold wherever the tests run.</summary>
internal static class StandInRules
{
    private static readonly Shape Sparse = Object(("indices", List(Whole(0, uint.MaxValue))), ("values", List(Number)))
        .And(vector => vector.GetProperty("indices").GetArrayLength() == vector.GetProperty("values").GetArrayLength(), "indices and values are of different length")
        .And(vector => vector.GetProperty("indices").EnumerateArray().Select(index => index.GetUInt32()).Distinct().Count() == vector.GetProperty("indices").GetArrayLength(), "an index stands there twice");

    private static readonly Shape Condition = Either(
        Object(("key", Text), ("match", Either(Object(("any", List(Text))), Object(("value", Either(Text, Flag, Whole(0))))))),
        Object(("has_id", List(PointId))));

    private static readonly Shape Filter = Object(("must?", List(Condition, 1)), ("must_not?", List(Condition, 1)), ("should?", List(Condition, 1)));

    private static readonly Shape Vector = Either(List(Number, 1), Sparse);

    private static readonly Shape WithPayload = Either(Flag, List(Text));

    private static readonly Shape Prefetch = List(Object(("query", Vector), ("using", Text), ("filter?", Filter), ("limit?", Whole(1))), 1);

    private static readonly Shape Query = Object(
        ("query?", Vector), ("using?", Text), ("params?", Object(("exact", Flag))), ("filter?", Filter), ("limit?", Whole(1)), ("with_payload?", WithPayload), ("prefetch?", Prefetch));

    private static readonly Shape AliasAction = Either(
        Object(("create_alias", Object(("alias_name", Text), ("collection_name", Text)))),
        Object(("delete_alias", Object(("alias_name", Text)))));

    private static readonly Dictionary<(string Method, string Path), Shape?> Bodies = new()
    {
        [("GET", "/collections")] = null,
        [("GET", "/aliases")] = null,
        [("POST", "/collections/aliases")] = Object(("actions", List(AliasAction, 1))),
        [("GET", "/collections/{collection_name}")] = null,
        [("DELETE", "/collections/{collection_name}")] = null,
        [("PUT", "/collections/{collection_name}")] = Object(
            ("vectors", Map(Object(("size", Whole(1)), ("distance", Word("Cosine"))))),
            ("sparse_vectors", Map(Object(("modifier?", Word("none", "idf"))))),
            ("metadata?", Anything)),
        [("PUT", "/collections/{collection_name}/index")] = Object(("field_name", Text), ("field_schema", Object(("type", Word("keyword")), ("is_tenant?", Flag)))),
        [("PUT", "/collections/{collection_name}/points")] = Object(("points", List(Object(("id", PointId), ("vector", Map(Vector)), ("payload?", Anything)), 1))),
        [("POST", "/collections/{collection_name}/points/delete")] = Object(("filter", Filter)),
        [("POST", "/collections/{collection_name}/points/query")] = Query,
        [("POST", "/collections/{collection_name}/points/query/batch")] = Object(("searches", List(Query))),
        [("POST", "/collections/{collection_name}/points/scroll")] = Object(
            ("filter?", Filter), ("limit?", Whole(1)), ("offset?", PointId), ("with_payload?", WithPayload), ("with_vector?", Flag)),
        [("POST", "/collections/{collection_name}/points/count")] = Object(("filter?", Filter), ("exact?", Flag)),
        [("POST", "/collections/{collection_name}/snapshots")] = null,
    };

    /// <summary>The requests that are understood.</summary>
    public static IEnumerable<(string Method, string Path)> Known => Bodies.Keys;

    /// <summary>What is wrong with a request; null when nothing is.</summary>
    public static string? Fault(string method, string path, JsonElement? body, IEnumerable<KeyValuePair<string, string>> query) => Bodies[(method, path)] switch
    {
        null when body is not null => "no body is expected",
        { } when body is null => "a body is expected",
        var shape => query.Where(parameter => parameter is not { Key: "wait", Value: "true" or "false" }).Select(parameter => $"{parameter.Key}={parameter.Value} is unknown").FirstOrDefault()
            ?? (shape is null ? null : shape(body!.Value, "body")),
    };
}
