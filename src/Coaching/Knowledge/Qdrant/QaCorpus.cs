using System.Security.Cryptography;
using System.Text.Json;
using Coaching.Knowledge.Retrieval;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge.Qdrant;

/// <summary>What a collection is made with.</summary>
/// <param name="Layout">Changes with anything that all points depend on, the embedding model included; a collection with another one is made anew.</param>
/// <param name="Dimension">The length of its dense vectors; 0 where it has none.</param>
internal sealed record QaMetadata(string? Layout, int Dimension = 0);

/// <summary>
/// All that Qdrant should hold, as the database says at one moment. BM25 measures a text's length against the average,
/// and every new entry moves the average a little; each point would have to be stored again each time. Averages are
/// therefore rounded to steps of 2 %, in a rebuild and in an update alike: within a step an update is exactly what a
/// rebuild gives, and where a step is crossed the collection is built anew.
/// </summary>
internal sealed class QaCorpus
{
    // Counts up when texts are cut, hashed or stored differently.
    private const int Format = 2;
    private const double Step = 1.02;

    private readonly double[] averageLengths;

    private QaCorpus(IReadOnlyList<QaDocument> documents, string? vectors)
    {
        Documents = documents;
        averageLengths = [.. Arms.Select(arm => Round(TermIndex.AverageLength([.. documents.SelectMany(document => document.Lengths(arm))])))];
        Layout = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Format, EntryFields.Settings, averageLengths, vectors })));
    }

    /// <summary>The arms; each is a vector of that name.</summary>
    public static IReadOnlyList<SearchArm> Arms { get; } = Fusion.Arms(EntryFields.Settings);

    /// <summary>The documents.</summary>
    public IReadOnlyList<QaDocument> Documents { get; }

    /// <summary>What all points depend on, in one word.</summary>
    public string Layout { get; }

    /// <summary>Reads the database.</summary>
    public static async Task<QaCorpus> ReadAsync(IDbContextFactory<CoachingDb> databases, AskList asks, DenseLibrary? library, string today, CancellationToken cancellationToken) =>
        new(QaDocument.All(await CurrentEntries.ReadAsync(databases, today, cancellationToken), asks, library), library?.Identity);

    /// <summary>The points of some documents.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="dimension">The length of the dense vectors that the collection takes; 0 for none.</param>
    public IEnumerable<QdrantPoint> Points(IEnumerable<QaDocument> documents, int dimension) => documents.SelectMany(document => document.Points(Arms, averageLengths, dimension));

    private static double Round(double length) => Math.Pow(Step, Math.Round(Math.Log(length, Step)));
}
