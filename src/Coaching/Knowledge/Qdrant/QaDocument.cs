using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coaching.Knowledge.Retrieval;

namespace Coaching.Knowledge.Qdrant;

/// <summary>What stands beside the vectors of every point.</summary>
/// <param name="Document">Entry and version in one word: what filters name.</param>
/// <param name="EntryId">The entry.</param>
/// <param name="Version">Its version.</param>
/// <param name="UnitPath">The owning unit; the filter of every search asks for it.</param>
/// <param name="SupersededAt">Units with a newer version: whoever sees one of those does not see this one.</param>
/// <param name="Texts">How many points the document has.</param>
/// <param name="Digest">Changes with anything that is indexed of the document.</param>
internal sealed record QaPayload(string Document, string EntryId, int Version, string UnitPath, IReadOnlyList<string> SupersededAt, int Texts, string Digest);

/// <summary>
/// A version of an entry as Qdrant keeps it. A field may have several texts, and the best of them counts; hence the n-th
/// point of a document carries the n-th text of every field that has so many, one sparse vector a view. Qdrant's idf
/// counts the vectors of a name, which are exactly the texts of that field.
/// </summary>
internal sealed class QaDocument
{
    private readonly IReadOnlyList<string>[] texts;

    private QaDocument(IReadOnlyList<string>[] texts, QaPayload payload) => (this.texts, Payload) = (texts, payload);

    /// <summary>What stands beside the vectors.</summary>
    public QaPayload Payload { get; }

    /// <summary>The documents of all published entries.</summary>
    public static IReadOnlyList<QaDocument> All(IReadOnlyList<EntryVersion> published, AskList asks) =>
        [.. published.GroupBy(version => version.EntryId, StringComparer.Ordinal).SelectMany(versions => versions.Select(version => Of(version, versions, asks)))];

    /// <summary>An arm's name among the vectors.</summary>
    public static string VectorName(SearchArm arm) => $"{arm.Field}-{arm.View.ToString().ToLowerInvariant()}";

    /// <summary>The lengths of the texts of an arm, in terms.</summary>
    public IEnumerable<int> Lengths(SearchArm arm) => texts[arm.Field].Select(text => Terms(text, arm.View).Count);

    /// <summary>The ids of its points.</summary>
    public IEnumerable<Guid> PointIds => Enumerable.Range(0, Payload.Texts).Select(PointId);

    /// <summary>Its points.</summary>
    /// <param name="arms">The arms.</param>
    /// <param name="averageLengths">For each arm.</param>
    public IEnumerable<QdrantPoint> Points(IReadOnlyList<SearchArm> arms, IReadOnlyList<double> averageLengths) =>
        from number in Enumerable.Range(0, Payload.Texts)
        let vectors = arms.Index().Where(arm => number < texts[arm.Item.Field].Count).ToDictionary(
            arm => VectorName(arm.Item),
            object (arm) => SparseTerms.Text(Terms(texts[arm.Item.Field][number], arm.Item.View), averageLengths[arm.Index], arm.Item.Settings))
        select new QdrantPoint(PointId(number), vectors, Payload);

    private static QaDocument Of(EntryVersion version, IEnumerable<EntryVersion> versions, AskList asks)
    {
        IReadOnlyList<string>[] texts = [.. EntryFields.Texts(version.Entry, asks.Of(version.EntryId)).Select(field => field.Select(ChineseText.Normalise).ToList())];
        var newer = versions.Where(other => other.Version > version.Version).Select(other => other.UnitPath).Distinct(StringComparer.Ordinal).ToList();
        var digest = Hash(JsonSerializer.Serialize(new { version.UnitPath, newer, texts }));
        return new QaDocument(texts, new QaPayload(
            $"{version.EntryId}@{version.Version}", version.EntryId, version.Version, version.UnitPath, newer,
            texts.Max(field => field.Count), Convert.ToHexStringLower(digest.AsSpan(0, 8))));
    }

    private static List<ulong> Terms(string normal, TermView view)
    {
        var terms = new List<ulong>();
        ChineseText.Terms(normal, view, terms);
        return terms;
    }

    // The same for the same document and number everywhere, so that storing again replaces.
    private Guid PointId(int number) => new(Hash($"{Payload.Document}#{number}").AsSpan(0, 16));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
