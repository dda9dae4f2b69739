using Coaching.Evaluation;
using Coaching.Knowledge;
using Coaching.Knowledge.Retrieval;
using Coaching.Tests.Models.Embeddings;
using Shouldly;

namespace Coaching.Tests.Knowledge.Retrieval;

/// <summary>What a poor model may cost on the development questions: next to nothing, so that the words alone are never much better.</summary>
public sealed class DenseGateTests
{
    private const double MostLost = 0.005;

    [Theory]
    [InlineData("pairs of characters, hashed to a few places")]
    [InlineData("noise")]
    public void APoorModel_CostsNextToNothing(string kind)
    {
        Func<string, float[]> model = kind == "noise" ? Noise : LetterVectors.Of;
        var qa = Path.Combine(Shipped.Folder, "scenarios", "qa");
        var (asks, synonyms) = (AskList.ReadFolder(Path.Combine(qa, "asks")), SynonymList.ReadFile(Path.Combine(qa, "synonyms.txt")));
        var entries = EntryReader.ReadFolder(qa).OrderBy(entry => entry.Id, StringComparer.Ordinal).ToList();
        var data = RetrievalData.Read(Path.Combine(Shipped.Repository, "eval/datasets/qa-dev"), [.. entries.Select(entry => new RetrievalDocument { Id = entry.Id, Text = entry.Question })]);
        var words = LexicalIndex.Build(EntryFields.Settings, [.. entries.Select(entry => EntryFields.Texts(entry, asks.Of(entry.Id)))]);
        var vectors = new DenseIndex(entries.Select(entry => (IReadOnlyList<DenseText>)[.. DenseTexts.Of(entry).Select(text => new DenseText(text) { Vector = model(text) })]));

        var (alone, together) = (Measure(null), Measure(model));

        TestContext.Current.TestOutputHelper!.WriteLine($"nDCG@10 {alone:0.0000} by words, {together:0.0000} with {kind}");
        alone.ShouldBeGreaterThan(0.8);
        together.ShouldNotBe(alone, "the vectors had no part in it");
        together.ShouldBeGreaterThan(alone - MostLost);

        double Measure(Func<string, float[]>? question) => data.Queries.Average(query =>
        {
            var ask = new QaQuery(query.Text, "", 10);
            var found = words.Search(synonyms.Read(query.Text), EntryRanking.Depth(ask), null, question is null ? null : vectors.Score(question(query.Text), null));
            var hits = EntryRanking.Finish(ask, found.Select(hit => new RankedEntry(entries[hit.Document], hit.Score, () => [])), question is null ? null : "model");
            return RankingMetrics.Of([.. hits.Select(hit => hit.Entry.Id)], data.Grades[query.Id]).Ndcg10;
        });
    }

    // Another vector for every text, by nothing but its letters' sum.
    private static float[] Noise(string text)
    {
        var state = (uint)text.Aggregate(17, (sum, letter) => unchecked((sum * 31) + letter));
        return Coaching.Models.Embeddings.OnnxPooling.Normalise([.. Enumerable.Range(0, LetterVectors.Size).Select(_ =>
        {
            state = unchecked((state * 1664525) + 1013904223);
            return (state >> 8) / (float)(1 << 24) - 0.5f;
        })]);
    }
}
