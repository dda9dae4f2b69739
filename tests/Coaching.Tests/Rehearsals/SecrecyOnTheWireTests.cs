using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Coaching.Storage;
using Coaching.Tests.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shouldly;

namespace Coaching.Tests.Rehearsals;

/// <summary>What leaves the house for a model never holds a hidden fact that the teacher has not earned.</summary>
public sealed class SecrecyOnTheWireTests
{
    private const int Rehearsals = 200;
    private const int TurnsEach = 6;

    private static readonly Actor Teacher = new(new Guid("0198c000-0000-7000-8000-0000000000aa"), OrganisationUnit.DefaultSchool, "city/district/school/");

    [Fact]
    public async Task Say_InTwoHundredRandomRehearsals_SendsNoUnearnedFact()
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("coaching-wire-").FullName;
        await using var server = await ProtocolServer.StartAsync();
        server.Reply = CueSpeaker.Reply;
        using var host = await StartAsync(server, folder, cancel);
        var desk = host.Services.GetRequiredService<RehearsalDesk>();
        var runner = host.Services.GetRequiredService<TurnRunner>();
        var scenarios = host.Services.GetRequiredService<ScenarioCatalogue>().All;
        var lines = LabelledUtterance.ReadFile(Path.Combine(new ContentOptions().Folder, "moves", "dev.jsonl"));
        var random = new Random(99);
        var (requests, told) = (0, 0);

        for (var i = 0; i < Rehearsals; i++)
        {
            var scenario = scenarios[i % scenarios.Count];
            var id = await desk.BeginAsync(Teacher, scenario.Id, i, cancel);
            for (var turn = 0; turn < TurnsEach; turn++)
            {
                var rehearsal = await SayAsync(desk, runner, id, NextLine(), cancel);
                var facts = scenario.Personas.SelectMany(persona => persona.Facts).Where(fact => !rehearsal.State.FactsTold.Contains(fact.Id)).ToList();
                foreach (var request in server.Requests.Skip(requests))
                {
                    requests++;
                    // JSON escapes hide Chinese; the recorded messages are compared as the model would read them. Teachers' own words may hold any word.
                    var read = string.Join('\n', request.Json.GetProperty("messages").EnumerateArray()
                        .Where(message => message.GetProperty("role").GetString() != "user")
                        .Select(message => message.GetProperty("content").ToString()));
                    facts.SelectMany(fact => fact.Telltales.Append(fact.About)).Where(secret => read.Contains(secret, StringComparison.Ordinal))
                        .ShouldBeEmpty($"{scenario.Id}, rehearsal {i}, turn {turn}");
                }

                if (rehearsal.Status == RehearsalStatus.Ended) break;
                if (turn == TurnsEach - 1) told += rehearsal.State.FactsTold.Count;
            }
        }

        requests.ShouldBeGreaterThan(Rehearsals * 3);
        // Were nothing ever earned, the assertion above would prove nothing.
        told.ShouldBeGreaterThan(Rehearsals / 4);
        await host.StopAsync(cancel);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);

        string NextLine() => lines[random.Next(lines.Count)] is var line && line.Labels.Any(label => label.Family() == MoveFamily.Harm) && random.NextDouble() < 0.7 ? NextLine() : line.Text;
    }

    private static async Task<Rehearsal> SayAsync(RehearsalDesk desk, TurnRunner runner, Guid id, string text, CancellationToken cancel)
    {
        var accepted = await runner.StartAsync(Teacher, id, Guid.NewGuid(), text, cancel);
        await foreach (var update in runner.FollowAsync(Teacher, id, 1, cancel))
        {
            if (update is ReplyEnded ended && ended.TurnId == accepted.ReplyId)
            {
                ended.Status.ShouldBe(TurnStatus.Complete);
                break;
            }
        }

        // An immediate ending follows its reply; the next turn must not race it.
        while (true)
        {
            var (rehearsal, _) = (await desk.FindAsync(Teacher, id, cancel))!.Value;
            if (rehearsal.State.EndingId is null || rehearsal.Status == RehearsalStatus.Ended) return rehearsal;
            await Task.Delay(10, cancel);
        }
    }

    private static async Task<IHost> StartAsync(ProtocolServer server, string folder, CancellationToken cancel)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Folder"] = folder,
            ["Models:Provider"] = "openai",
            ["Models:Endpoint"] = server.Endpoint.ToString(),
            ["Models:Model"] = "local",
        });
        builder.Logging.ClearProviders();
        builder.Services.AddCoaching(builder.Configuration);
        var host = builder.Build();
        await host.StartAsync(cancel);
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<CoachingDb>>().CreateDbContextAsync(cancel);
        db.Users.Add(new Person { Id = Teacher.PersonId, UserName = "wire", DisplayName = "向晚晴", UnitId = Teacher.UnitId, UnitPath = Teacher.UnitPath });
        await db.SaveChangesAsync(cancel);
        return host;
    }
}
