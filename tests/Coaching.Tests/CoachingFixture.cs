using Coaching.Feedback;
using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coaching.Tests;

/// <summary>
/// The product on a real database in a folder of its own: the real container with every hosted service running. As a
/// class fixture it speaks without pause; <see cref="StartAsync"/> makes others.
/// </summary>
public sealed class CoachingFixture : IAsyncLifetime
{
    /// <summary>Longest wait for anything that must happen; long enough for a loaded machine, and never waited out when all is well.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, string?> settings = new(StringComparer.Ordinal);
    private readonly LogBook logs = new();
    private Action<IServiceCollection> replace = _ => { };
    private DirectoryInfo folder = null!;
    private IHost host = null!;
    private bool ownsFolder = true;

    public IServiceProvider Services => host.Services;

    public RehearsalDesk Desk => Services.GetRequiredService<RehearsalDesk>();

    public TurnRunner Runner => Services.GetRequiredService<TurnRunner>();

    public HintWriter Hints => Services.GetRequiredService<HintWriter>();

    public string Folder => folder.FullName;

    /// <summary>All that was logged, as a log file would show it.</summary>
    internal IReadOnlyCollection<(LogLevel Level, string Text)> Logs => logs.Records;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts the product with other settings.</summary>
    /// <param name="charactersPerSecond">The embedded model's pace; 0 for no pause.</param>
    /// <param name="replace">Registers in place of the product's own.</param>
    /// <param name="folder">Starts over what another left in its folder.</param>
    /// <param name="settings">Further configuration.</param>
    public static async Task<CoachingFixture> StartAsync(
        int charactersPerSecond = 0, Action<IServiceCollection>? replace = null, string? folder = null, params (string Key, string Value)[] settings)
    {
        var fixture = new CoachingFixture { replace = replace ?? (_ => { }) };
        if (folder is not null) (fixture.folder, fixture.ownsFolder) = (new DirectoryInfo(folder), false);
        fixture.settings["Models:EmbeddedCharactersPerSecond"] = charactersPerSecond.ToString();
        foreach (var (key, value) in settings) fixture.settings[key] = value;
        await fixture.InitializeAsync();
        return fixture;
    }

    public async ValueTask InitializeAsync()
    {
        folder ??= Directory.CreateTempSubdirectory("coaching-tests-");
        settings.TryAdd("Models:EmbeddedCharactersPerSecond", "0");
        settings["Storage:Folder"] = folder.FullName;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        // What a test does not ask for it does not learn.
        builder.Configuration["Answers:WarmUp"] = "false";
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.AddProvider(logs);
        builder.Services.AddCoaching(builder.Configuration);
        // Trained once for all; loading it from disk for each container would only cost time.
        builder.Services.AddSingleton(Shipped.Classifier);
        builder.Services.AddSingleton(Shipped.Catalogue);
        builder.Services.AddSingleton(Shipped.Cutter);
        builder.Services.AddSingleton(_ => Shipped.Answerability);
        replace(builder.Services);
        host = builder.Build();
        await host.StartAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await ShutDownAsync();
        host.Dispose();
        if (ownsFolder) folder.Delete(recursive: true);
    }

    /// <summary>An orderly stop of the server; the fixture's services can be asked no more.</summary>
    public Task ShutDownAsync() => host.StopAsync(CancellationToken.None);

    public CoachingDb Db() => Services.GetRequiredService<IDbContextFactory<CoachingDb>>().CreateDbContext();

    /// <summary>Adds a school to the default district.</summary>
    public async Task<OrganisationUnit> SchoolAsync(string slug)
    {
        await using var db = Db();
        var district = await db.Units.SingleAsync(unit => unit.Kind == UnitKind.District, Stop);
        var school = new OrganisationUnit { Id = Guid.NewGuid(), ParentId = district.Id, Kind = UnitKind.School, Name = slug, Path = $"{district.Path}{slug}/" };
        db.Units.Add(school);
        await db.SaveChangesAsync(Stop);
        return school;
    }

    /// <summary>Adds a person, to the default school if no unit is given.</summary>
    public async Task<Actor> PersonAsync(OrganisationUnit? unit = null)
    {
        await using var db = Db();
        unit ??= await db.Units.SingleAsync(candidate => candidate.Id == OrganisationUnit.DefaultSchool, Stop);
        var name = $"person-{Guid.NewGuid():N}";
        var person = new Person { Id = Guid.NewGuid(), UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, UnitId = unit.Id, UnitPath = unit.Path };
        db.Users.Add(person);
        await db.SaveChangesAsync(Stop);
        return new Actor(person.Id, unit.Id, unit.Path);
    }

    /// <summary>Begins a rehearsal of 家长质疑作业太多 for a new teacher.</summary>
    public async Task<(Actor Teacher, Guid Rehearsal)> BeginAsync(string scenarioId = "too-much-homework")
    {
        var teacher = await PersonAsync();
        return (teacher, await Desk.BeginAsync(teacher, scenarioId, 7, Stop));
    }

    /// <summary>Says something and waits until the answer is over.</summary>
    public async Task<Turn> SayAsync(Actor teacher, Guid rehearsal, string text)
    {
        var accepted = await Runner.StartAsync(teacher, rehearsal, Guid.NewGuid(), text, Stop);
        return await EndOfAsync(teacher, rehearsal, accepted.ReplyId);
    }

    /// <summary>Waits until an answer is over.</summary>
    public async Task<Turn> EndOfAsync(Actor teacher, Guid rehearsal, Guid replyId)
    {
        long from;
        await using (var db = Db())
        {
            // A reply that is said again has an end in the log already.
            var resets = await db.Updates.Where(row => row.RehearsalId == rehearsal).OrderBy(row => row.Sequence).Select(row => row.Update).ToListAsync(Stop);
            from = resets.OfType<ReplyReset>().LastOrDefault()?.Sequence ?? 1;
        }

        await FollowUntilAsync(teacher, rehearsal, update => update is ReplyEnded ended && ended.TurnId == replyId, from);
        return (await TurnsAsync(rehearsal)).Single(turn => turn.Id == replyId);
    }

    /// <summary>Follows the log until something has happened.</summary>
    public async Task<List<TurnUpdate>> FollowUntilAsync(Actor teacher, Guid rehearsal, Func<TurnUpdate, bool> happened, long from = 1)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(Patience);
        var updates = new List<TurnUpdate>();
        await foreach (var update in Runner.FollowAsync(teacher, rehearsal, from, patience.Token))
        {
            updates.Add(update);
            if (happened(update)) break;
        }

        return updates;
    }

    /// <summary>The whole log as it is stored.</summary>
    public async Task<List<TurnUpdate>> LogAsync(Guid rehearsal)
    {
        await using var db = Db();
        return await db.Updates.AsNoTracking().Where(row => row.RehearsalId == rehearsal).OrderBy(row => row.Sequence).Select(row => row.Update).ToListAsync(Stop);
    }

    /// <summary>The stored turns in order.</summary>
    public async Task<List<Turn>> TurnsAsync(Guid rehearsal)
    {
        await using var db = Db();
        return await db.Turns.AsNoTracking().Where(turn => turn.RehearsalId == rehearsal).OrderBy(turn => turn.Number).ToListAsync(Stop);
    }

    /// <summary>Asks again and again, until there is an answer or patience is out.</summary>
    public static async Task<T> EventuallyAsync<T>(Func<Task<T?>> ask)
        where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(Patience);
        while (true)
        {
            if (await ask() is { } answer) return answer;
            await Task.Delay(20, patience.Token);
        }
    }
}
