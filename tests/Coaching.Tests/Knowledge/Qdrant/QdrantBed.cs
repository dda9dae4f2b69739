using Coaching.Knowledge;
using Coaching.Knowledge.Qdrant;
using Coaching.Knowledge.Retrieval;
using Coaching.Scenarios;
using Coaching.Storage;
using Coaching.Tests.Models.Embeddings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Coaching.Tests.Knowledge.Qdrant;

/// <summary>Which server a test speaks to.</summary>
public enum Server
{
    /// <summary>The stand-in of this folder.</summary>
    StandIn,
    /// <summary>The one that COACHING_TEST_QDRANT names.</summary>
    Real,
}

/// <summary>The product with an empty or shipped corpus and a Qdrant; what it makes there is removed at the end.</summary>
internal sealed class QdrantBed : IAsyncDisposable
{
    public const string City = "city/";
    public const string School = "city/district/school/";
    public const string OtherSchool = "city/district/other/";

    private const string Variable = "COACHING_TEST_QDRANT";

    private readonly string alias = $"test-{Guid.NewGuid():N}";
    private CoachingFixture coaching = null!;
    private QdrantStandIn? standIn;

    private QdrantBed()
    {
    }

    /// <summary>Where the published contract is, if it is.</summary>
    public static string ContractPath { get; } = Path.GetFullPath(Path.Combine(Shipped.Repository, "..", "shared", "data", "qdrant-openapi-1.19.json"));

    public QdrantStandIn StandIn => standIn!;

    public QdrantClient Client => Services.GetRequiredService<QdrantClient>();

    public EmbeddedQaIndex Embedded => Services.GetRequiredService<EmbeddedQaIndex>();

    /// <summary>An index of its own, so that nothing in the background has a hand in it.</summary>
    public QdrantQaIndex Index { get; private set; } = null!;

    public string Alias => $"{alias}-own";

    public IServiceProvider Services => coaching.Services;

    public CoachingFixture Product => coaching;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts the product; skips the test where the server it wants is not there.</summary>
    /// <param name="server">Which server.</param>
    /// <param name="shipped">Whether the shipped corpus is there; an empty one otherwise.</param>
    /// <param name="model">Makes vectors; none without.</param>
    /// <param name="settings">Further configuration.</param>
    public static async Task<QdrantBed> StartAsync(Server server = Server.StandIn, bool shipped = false, LetterVectors? model = null, params (string Key, string Value)[] settings)
    {
        var real = Environment.GetEnvironmentVariable(Variable);
        if (server == Server.Real && string.IsNullOrEmpty(real)) Assert.Skip($"{Variable} is not set: the base address of a Qdrant, for example http://localhost:6333");
        var bed = new QdrantBed();
        if (server == Server.StandIn) bed.standIn = await QdrantStandIn.StartAsync(Contract());
        bed.coaching = await CoachingFixture.StartAsync(replace: services => model?.Replace(services), settings:
        [
            .. model is null ? [] : LetterVectors.Settings,
            ("Qdrant:Endpoint", server == Server.Real ? real! : bed.StandIn.Endpoint.AbsoluteUri), ("Qdrant:Collection", bed.alias), ("Qdrant:Timeout", "00:00:30"), .. settings,
        ]);
        bed.Index = bed.IndexWith(bed.Services.GetService<DenseLibrary>());
        if (!shipped)
        {
            await using var db = bed.coaching.Db();
            await db.Entries.ExecuteDeleteAsync(Stop);
            await bed.Embedded.RebuildAsync(Stop);
        }

        return bed;
    }

    /// <summary>Another index over the same database and collection, with vectors of its own.</summary>
    public QdrantQaIndex IndexWith(DenseLibrary? library) => new(
        Client, Services.GetRequiredService<IDbContextFactory<CoachingDb>>(), Services.GetRequiredService<AskList>(), Services.GetRequiredService<SynonymList>(),
        Options.Create(new QdrantOptions { Collection = Alias }), TimeProvider.System, NullLogger<QdrantQaIndex>.Instance, library);

    /// <summary>Waits until every text that was named has its vector.</summary>
    public async Task VectorsAsync()
    {
        var library = Services.GetRequiredService<DenseLibrary>();
        await CoachingFixture.EventuallyAsync(() => Task.FromResult(library is { Waiting: 0, Dimension: > 0 } ? "made" : null));
    }

    /// <summary>The contract, where it is there; the run says which.</summary>
    public static OpenApiContract? Contract()
    {
        var contract = OpenApiContract.Load(ContractPath);
        TestContext.Current.TestOutputHelper?.WriteLine(contract is null ? $"Requests are held against the stand-in's own rules only: no {ContractPath}." : $"Requests are held against the stand-in's own rules and {ContractPath}.");
        return contract;
    }

    /// <summary>Stores a version of an entry, in place of one with the same number.</summary>
    public async Task StoreAsync(string id, int version, string unitPath, string question, string answer = "先听，再说。", EntryStatus status = EntryStatus.Published, IReadOnlyList<string>? phrasings = null)
    {
        await using var db = coaching.Db();
        await db.Entries.Where(entry => entry.EntryId == id && entry.Version == version).ExecuteDeleteAsync(Stop);
        db.Entries.Add(new EntryVersion
        {
            EntryId = id,
            Version = version,
            UnitId = Coaching.People.OrganisationUnit.DefaultSchool,
            UnitPath = unitPath,
            Status = status,
            Entry = new Entry
            {
                Id = id,
                Version = version,
                Area = Area.HomeSchool,
                Question = question,
                Phrasings = phrasings ?? [question + "怎么办", "遇到" + question],
                Answer = answer,
                Author = "老师",
                Reviewer = "导师",
                Status = status,
                ValidFrom = "2026-09-01",
            },
        });
        await db.SaveChangesAsync(Stop);
    }

    /// <summary>Asks an index; a line a hit, with rounded scores.</summary>
    public static async Task<List<string>> AskAsync(IQaIndex index, string text, string unitPath = School, int top = 10) =>
        [.. (await index.SearchAsync(new QaQuery(text, unitPath, top), Stop)).Select(hit => $"{hit.Entry.Id}@{hit.Entry.Version} {hit.Score:0.0000}")];

    public async ValueTask DisposeAsync()
    {
        await coaching.ShutDownAsync();
        if (standIn is null)
        {
            foreach (var name in (await Client.CollectionsAsync(CancellationToken.None)).Where(name => name.StartsWith(alias, StringComparison.Ordinal))) await Client.DeleteCollectionAsync(name, CancellationToken.None);
        }

        Index.Dispose();
        await coaching.DisposeAsync();
        if (standIn is not null) await standIn.DisposeAsync();
    }
}
