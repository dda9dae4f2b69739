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
/// <param name="Digest">Changes with any text that is indexed of the document.</param>
/// <param name="Dense">How many of its texts had a vector when it was stored; the others follow.</param>
internal sealed record QaPayload(string Document, string EntryId, int Version, string UnitPath, IReadOnlyList<string> SupersededAt, int Texts, string Digest, int Dense);

/// <summary>
/// A version of an entry as Qdrant keeps it. A field may have several texts, and the best of them counts; hence the n-th
/// point of a document carries the n-th text of every field that has so many, one sparse vector a view, and the vector of
/// the n-th text that has one. Qdrant's idf counts the vectors of a name, which are exactly the texts of that field.
/// </summary>
internal sealed class QaDocument
{
    /// <summary>The name of the dense vector.</summary>
    public const string DenseName = "dense";

    private readonly IReadOnlyList<string>[] texts;
    private readonly IReadOnlyList<float[]?> vectors;

    private QaDocument(IReadOnlyList<string>[] texts, IReadOnlyList<DenseText> denseTexts, IReadOnlyList<float[]?> vectors, QaPayload payload) =>
        (this.texts, DenseTexts, this.vectors, Payload) = (texts, denseTexts, vectors, payload);

    /// <summary>The texts that have vectors or get them.</summary>
    public IReadOnlyList<DenseText> DenseTexts { get; }

    /// <summary>What stands beside the vectors.</summary>
    public QaPayload Payload { get; }

    /// <summary>The documents of all published entries.</summary>
    /// <param name="published">The entries.</param>
    /// <param name="asks">Further ways to ask for them.</param>
    /// <param name="library">Their vectors, as far as they are made; null for none.</param>
    public static IReadOnlyList<QaDocument> All(IReadOnlyList<EntryVersion> published, AskList asks, DenseLibrary? library) =>
        [.. published.GroupBy(version => version.EntryId, StringComparer.Ordinal).SelectMany(versions => versions.Select(version => Of(version, versions, asks, library)))];

    /// <summary>An arm's name among the vectors.</summary>
    public static string VectorName(SearchArm arm) => $"{arm.Field}-{arm.View.ToString().ToLowerInvariant()}";

    /// <summary>The lengths of the texts of an arm, in terms.</summary>
    public IEnumerable<int> Lengths(SearchArm arm) => Lengths(texts, arm);

    /// <summary>The ids of its points.</summary>
    public IEnumerable<Guid> PointIds => Enumerable.Range(0, Payload.Texts).Select(PointId);

    /// <summary>Its points.</summary>
    /// <param name="arms">The arms.</param>
    /// <param name="averageLengths">For each arm.</param>
    /// <param name="dimension">The length of the dense vectors that the collection takes; 0 for none.</param>
    public IEnumerable<QdrantPoint> Points(IReadOnlyList<SearchArm> arms, IReadOnlyList<double> averageLengths, int dimension) =>
        from number in Enumerable.Range(0, Payload.Texts)
        let sparse = SparseVectors(texts, number, arms, averageLengths)
        select new QdrantPoint(PointId(number), vectors.ElementAtOrDefault(number) is { } vector && vector.Length == dimension ? new Dictionary<string, object>(sparse) { [DenseName] = vector } : sparse, Payload);

    /// <summary>The sparse vectors of a document's n-th point: the n-th text of every field that has so many, in every view.</summary>
    /// <param name="texts">Normalised, by field.</param>
    /// <param name="number">Which.</param>
    /// <param name="arms">The arms.</param>
    /// <param name="averageLengths">For each arm.</param>
    public static Dictionary<string, object> SparseVectors(IReadOnlyList<string>[] texts, int number, IReadOnlyList<SearchArm> arms, IReadOnlyList<double> averageLengths) =>
        arms.Index().Where(arm => number < texts[arm.Item.Field].Count).ToDictionary(
            arm => VectorName(arm.Item),
            object (arm) => SparseTerms.Text(Terms(texts[arm.Item.Field][number], arm.Item.View), averageLengths[arm.Index], arm.Item.Settings));

    /// <summary>How long each text of an arm is, in terms.</summary>
    public static IEnumerable<int> Lengths(IReadOnlyList<string>[] texts, SearchArm arm) => texts[arm.Field].Select(text => Terms(text, arm.View).Count);

    private static QaDocument Of(EntryVersion version, IEnumerable<EntryVersion> versions, AskList asks, DenseLibrary? library)
    {
        IReadOnlyList<string>[] texts = [.. EntryFields.Texts(version.Entry, asks.Of(version.EntryId)).Select(field => field.Select(ChineseText.Normalise).ToList())];
        var newer = versions.Where(other => other.Version > version.Version).Select(other => other.UnitPath).Distinct(StringComparer.Ordinal).ToList();
        var digest = Hash(JsonSerializer.Serialize(new { version.UnitPath, newer, texts }));
        var denseTexts = library is null ? [] : library.Of(Knowledge.DenseTexts.Of(version.Entry));
        // Read once: what is stored and what is said about it must be the same.
        IReadOnlyList<float[]?> vectors = [.. denseTexts.Select(text => text.Vector)];
        return new QaDocument(texts, denseTexts, vectors, new QaPayload(
            $"{version.EntryId}@{version.Version}", version.EntryId, version.Version, version.UnitPath, newer,
            Math.Max(texts.Max(field => field.Count), vectors.Count), Convert.ToHexStringLower(digest.AsSpan(0, 8)), vectors.Count(vector => vector is not null)));
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
