using Coaching.Knowledge.Retrieval;

namespace Coaching.Knowledge.Qdrant;

/// <summary>
/// The best documents for a text, exactly as if every arm had been read to its end, without doing so (the threshold
/// algorithm of Fagin, Lotem and Naor 2003): the heads of all arms come in one batch; what may still belong to the best
/// is looked up by name in the arms that go on; and only where a document seen in no arm could belong, all go deeper. The
/// arm of the vectors gives something to a fixed number of nearest documents only, and these are all read.
/// </summary>
/// <param name="client">The server.</param>
/// <param name="collection">The collection or its alias.</param>
/// <param name="fields">The fields its points were made of.</param>
internal sealed class QdrantSearch(QdrantClient client, string collection, IReadOnlyList<FieldSettings> fields)
{
    private const int FirstDepth = 256;
    private const int Deeper = 4;

    // Scores are added up in single precision here and there.
    private const float Slack = 1e-4f;

    // Points to ask for where documents are wanted: a document has about this many.
    private const int PointsADocument = 8;

    private static readonly string[] Wanted = ["entry_id", "version", "texts"];

    /// <summary>Searches.</summary>
    /// <param name="text">What to look for.</param>
    /// <param name="question">Its vector; null for a lexical search.</param>
    /// <param name="seen">Which documents may be found; they alone count as best of an arm.</param>
    /// <param name="top">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<ScoredDocument>> BestAsync(SearchText text, float[]? question, QdrantFilter seen, int top, CancellationToken cancellationToken)
    {
        var asked = Fusion.Arms(fields).Select(arm => (Arm: arm, Terms: text.Terms(arm.View))).Where(arm => arm.Terms.Count > 0)
            .Select(arm => (arm.Arm, Query: new QdrantQuery { Query = SparseTerms.Query(arm.Terms), Using = QaDocument.VectorName(arm.Arm), Filter = seen, WithPayload = Wanted }))
            .ToList();
        if ((asked.Count == 0 && question is null) || top < 1) return [];
        var nearest = question is null ? [] : await NearestAsync(question, seen, cancellationToken);
        for (var depth = FirstDepth; ; depth *= Deeper)
        {
            var arms = await RunAsync(asked, depth, cancellationToken);
            if (Contenders(arms, nearest, top) is not { } contenders) continue;
            await CompleteAsync(arms, contenders, cancellationToken);
            return Combine(arms, nearest, contenders, top);
        }
    }

    // What the vectors add to the nearest documents. Exactly, as in memory: an approximation would leave some out.
    private async Task<Dictionary<FoundDocument, float>> NearestAsync(float[] question, QdrantFilter seen, CancellationToken cancellationToken)
    {
        for (var limit = DenseFusion.Depth * PointsADocument; ; limit *= Deeper)
        {
            var hits = await client.QueryAsync<FoundDocument>(collection, new QdrantQuery
            {
                Query = question,
                Using = QaDocument.DenseName,
                Params = new QdrantSearchParams(Exact: true),
                Filter = seen,
                Limit = limit,
                WithPayload = Wanted,
            }, cancellationToken);
            var documents = hits.Where(hit => hit.Score > 0).GroupBy(hit => hit.Payload)
                .Select(points => (Document: points.Key, Cosine: points.Max(point => point.Score)))
                .OrderByDescending(found => found.Cosine).ThenBy(found => found.Document, FoundDocument.Order).Take(DenseFusion.Depth).ToList();
            if (documents.Count < DenseFusion.Depth && hits.Count >= limit && hits[^1].Score > 0) continue;
            return documents.Zip(DenseFusion.Weigh([.. documents.Select(found => found.Cosine)])).ToDictionary(found => found.First.Document, found => found.Second);
        }
    }

    private async Task<List<ArmScores>> RunAsync(List<(SearchArm Arm, QdrantQuery Query)> asked, int depth, CancellationToken cancellationToken)
    {
        if (asked.Count == 0) return [];
        List<QdrantQuery> queries = [.. asked.Select(arm => arm.Query with { Limit = depth })];
        var answers = await client.QueryAsync<FoundDocument>(collection, queries, cancellationToken);
        return [.. asked.Select((arm, number) => new ArmScores(arm.Arm, queries[number], answers[number]))];
    }

    // Null where a document that no arm has shown yet could be among the best.
    private static List<FoundDocument>? Contenders(List<ArmScores> arms, Dictionary<FoundDocument, float> nearest, int top)
    {
        var documents = arms.SelectMany(arm => arm.Documents).Concat(nearest.Keys).Distinct().ToList();
        // What is sure of the last of the best: whoever cannot reach it is out.
        var bar = documents.Select(document => arms.Sum(arm => arm.Weighed(document)) + nearest.GetValueOrDefault(document)).OrderDescending().Skip(top - 1).FirstOrDefault() - Slack;
        if (arms.Exists(arm => arm.IsOpen) && arms.Sum(arm => arm.Rest) >= bar) return null;
        return [.. documents.Where(document => arms.Sum(arm => arm.AtMost(document)) + nearest.GetValueOrDefault(document) >= bar).Order(FoundDocument.Order)];
    }

    private async Task CompleteAsync(List<ArmScores> arms, List<FoundDocument> contenders, CancellationToken cancellationToken)
    {
        var open = arms.Where(arm => arm.IsOpen).ToList();
        if (open.Count == 0 || contenders.Count == 0) return;
        var named = QdrantCondition.AnyOf("document", contenders.Select(document => document.Key));
        var answers = await client.QueryAsync<FoundDocument>(collection, [.. open.Select(arm => arm.Query with
        {
            Filter = arm.Query.Filter! with { Must = [.. arm.Query.Filter.Must!, named] },
            Limit = contenders.Sum(document => document.Texts),
        })], cancellationToken);
        foreach (var (arm, hits) in open.Zip(answers)) arm.Add(hits);
    }

    private List<ScoredDocument> Combine(List<ArmScores> arms, Dictionary<FoundDocument, float> nearest, List<FoundDocument> contenders, int top)
    {
        var combined = new float[contenders.Count];
        foreach (var arm in arms) arm.AddTo(combined, contenders);
        Fusion.Add([.. contenders.Select(document => nearest.GetValueOrDefault(document))], 1, combined);
        return [.. Fusion.Best(combined, top).Select(hit => new ScoredDocument(
            contenders[hit.Document].EntryId, contenders[hit.Document].Version, hit.Score,
            [
                .. fields.Select((field, number) => (field.Name, (double)arms.Where(arm => arm.Arm.Field == number).Sum(arm => arm.Weighed(contenders[hit.Document])))),
                .. nearest.Count == 0 ? [] : new[] { (DenseFusion.Name, (double)nearest.GetValueOrDefault(contenders[hit.Document])) },
            ]))];
    }
}

/// <summary>A document with its combined score and what each field adds to it.</summary>
internal sealed record ScoredDocument(string EntryId, int Version, float Score, IReadOnlyList<(string Field, double Score)> Fields);
