using Coaching.Knowledge;
using Coaching.Knowledge.Answers;
using Coaching.People;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Coaching.Eval;

/// <summary>What came of a question.</summary>
/// <param name="Id">The question.</param>
/// <param name="Ranking">The first ten entries.</param>
/// <param name="IsAnswered">Whether it was answered.</param>
/// <param name="Cited">The entries its sentences cite.</param>
/// <param name="UnresolvedCitations">Citations of a version or section that is not there.</param>
internal sealed record AskedQuestion(string Id, IReadOnlyList<string> Ranking, bool IsAnswered, IReadOnlyList<string> Cited, int UnresolvedCitations);

/// <summary>The product itself on an empty database with the shipped content, to be asked by one made-up teacher.</summary>
internal sealed class AnswerDesk : IAsyncDisposable
{
    private const int Depth = 10;

    private readonly IHost host;
    private readonly DirectoryInfo folder;
    private readonly Actor actor;
    private readonly Dictionary<(string, int), Entry> entries;

    private AnswerDesk(IHost host, DirectoryInfo folder, Actor actor, Dictionary<(string, int), Entry> entries)
    {
        this.host = host;
        this.folder = folder;
        this.actor = actor;
        this.entries = entries;
    }

    public static async Task<AnswerDesk> OpenAsync(string content, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("coaching-answers-");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Content:Folder"] = content,
            ["Storage:Folder"] = folder.FullName,
            ["Models:EmbeddedCharactersPerSecond"] = "0",
        });
        builder.Services.AddCoaching(builder.Configuration);
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<CoachingDb>>().CreateDbContextAsync(cancellationToken);
        var school = await db.Units.AsNoTracking().SingleAsync(unit => unit.Id == OrganisationUnit.DefaultSchool, cancellationToken);
        var person = new Person { Id = Guid.NewGuid(), UserName = "asker", DisplayName = "asker", UnitId = school.Id, UnitPath = school.Path };
        db.Users.Add(person);
        await db.SaveChangesAsync(cancellationToken);
        var entries = await db.Entries.AsNoTracking().ToDictionaryAsync(entry => (entry.EntryId, entry.Version), entry => entry.Entry, cancellationToken);
        return new AnswerDesk(host, folder, new Actor(person.Id, school.Id, school.Path), entries);
    }

    public async Task<AskedQuestion> AskAsync(string id, string text, CancellationToken cancellationToken)
    {
        var ranking = await host.Services.GetRequiredService<IQaIndex>().SearchAsync(new QaQuery(text, actor.UnitPath, Depth), cancellationToken);
        var answer = await host.Services.GetRequiredService<AnswerService>().AskAsync(actor, text, null, cancellationToken);
        var citations = answer.Sentences.Select(sentence => sentence.Citation).ToList();
        return new AskedQuestion(
            id, [.. ranking.Select(hit => hit.Entry.Id)], answer.Kind == AnswerKind.Answered,
            [.. citations.Select(citation => citation.EntryId).Distinct()], citations.Count(citation => !Resolves(citation)));
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private bool Resolves(AnswerCitation citation) =>
        entries.TryGetValue((citation.EntryId, citation.Version), out var entry)
        && (citation.Section == EntryPassages.AnswerSection || entry.Section(citation.Section) is not null);
}
