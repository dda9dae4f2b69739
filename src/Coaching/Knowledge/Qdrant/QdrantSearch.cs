using Coaching.Knowledge.Retrieval;

namespace Coaching.Knowledge.Qdrant;

/// <summary>
/// The best documents for a text, exactly as if every arm had been read to its end, without doing so (the threshold
/// algorithm of Fagin, Lotem and Naor 2003): the heads of all arms come in one batch; what may still belong to the best
/// is looked up by name in the arms that go on; and only where a document seen in no arm could belong, all go deeper.
/// </summary>
internal sealed class QdrantSearch(QdrantClient client, string collection)
{
    private const int FirstDepth = 256;
    private const int Deeper = 4;

    // Scores are added up in single precision here and there.
    private const float Slack = 1e-4f;

    private static readonly string[] Wanted = ["entry_id", "version", "texts"];

    /// <summary>Searches.</summary>
    /// <param name="text">What to look for.</param>
    /// <param name="seen">Which documents may be found; they alone count as best of an arm.</param>
    /// <param name="top">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<ScoredDocument>> BestAsync(SearchText text, QdrantFilter seen, int top, CancellationToken cancellationToken)
    {
        var asked = QaCorpus.Arms.Select(arm => (Arm: arm, Terms: text.Terms(arm.View))).Where(arm => arm.Terms.Count > 0)
            .Select(arm => (arm.Arm, Query: new QdrantQuery { Query = SparseTerms.Query(arm.Terms), Using = QaDocument.VectorName(arm.Arm), Filter = seen, WithPayload = Wanted }))
            .ToList();
        if (asked.Count == 0 || top < 1) return [];
        for (var depth = FirstDepth; ; depth *= Deeper)
        {
            var arms = await RunAsync(asked, depth, cancellationToken);
            if (Contenders(arms, top) is not { } contenders) continue;
            await CompleteAsync(arms, contenders, cancellationToken);
            return Combine(arms, contenders, top);
        }
    }

    private async Task<List<ArmScores>> RunAsync(List<(SearchArm Arm, QdrantQuery Query)> asked, int depth, CancellationToken cancellationToken)
    {
        List<QdrantQuery> queries = [.. asked.Select(arm => arm.Query with { Limit = depth })];
        var answers = await client.QueryAsync<FoundDocument>(collection, queries, cancellationToken);
        return [.. asked.Select((arm, number) => new ArmScores(arm.Arm, queries[number], answers[number]))];
    }

    // Null where a document that no arm has shown yet could be among the best.
    private static List<FoundDocument>? Contenders(List<ArmScores> arms, int top)
    {
        var documents = arms.SelectMany(arm => arm.Documents).Distinct().ToList();
        // What is sure of the last of the best: whoever cannot reach it is out.
        var bar = documents.Select(document => arms.Sum(arm => arm.Weighed(document))).OrderDescending().Skip(top - 1).FirstOrDefault() - Slack;
        if (arms.Exists(arm => arm.IsOpen) && arms.Sum(arm => arm.Rest) >= bar) return null;
        return [.. documents.Where(document => arms.Sum(arm => arm.AtMost(document)) >= bar).Order(FoundDocument.Order)];
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

    private static List<ScoredDocument> Combine(List<ArmScores> arms, List<FoundDocument> contenders, int top)
    {
        var combined = new float[contenders.Count];
        foreach (var arm in arms) arm.AddTo(combined, contenders);
        return [.. Fusion.Best(combined, top).Select(hit => new ScoredDocument(
            contenders[hit.Document].EntryId, contenders[hit.Document].Version, hit.Score,
            [.. EntryFields.Settings.Select((field, number) => (field.Name, (double)arms.Where(arm => arm.Arm.Field == number).Sum(arm => arm.Weighed(contenders[hit.Document]))))]))];
    }
}

/// <summary>A document with its combined score and what each field adds to it.</summary>
internal sealed record ScoredDocument(string EntryId, int Version, float Score, IReadOnlyList<(string Field, double Score)> Fields);
