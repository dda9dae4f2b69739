using System.Threading.Channels;
using Coaching.Models;
using Coaching.Prompts;
using Coaching.Rehearsals;
using Coaching.Scenarios;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coaching.Feedback;

/// <summary>
/// Writes the words on the whole under each debrief, after the fact: the findings never wait for a model. What a crash
/// left unwritten is written at the next start.
/// </summary>
internal sealed class DebriefSummaries(
    IDbContextFactory<CoachingDb> databases,
    IServiceProvider services,
    PromptCatalogue prompts,
    IChatClient model,
    [FromKeyedServices(EmbeddedModel.Key)] IChatClient embedded,
    ILogger<DebriefSummaries> logger) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly Channel<Guid> queue = Channel.CreateUnbounded<Guid>();

    /// <summary>Asks for the summary of a rehearsal that has just ended.</summary>
    public void Queue(Guid rehearsalId) => queue.Writer.TryWrite(rehearsalId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using (var db = await databases.CreateDbContextAsync(stoppingToken))
        {
            foreach (var id in await db.Debriefs.Where(row => row.Summary == null).Select(row => row.RehearsalId).ToListAsync(stoppingToken)) Queue(id);
        }

        await foreach (var rehearsalId in queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await WriteAsync(rehearsalId, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                logger.LogError(fault, "The summary of rehearsal {RehearsalId} could not be stored; the next start tries again", rehearsalId);
            }
        }
    }

    private async Task WriteAsync(Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.Debriefs.SingleAsync(debrief => debrief.RehearsalId == rehearsalId, cancellationToken);
        if (row.Summary is not null) return;
        var hash = await db.Rehearsals.Where(r => r.Id == rehearsalId).Select(r => r.ScenarioHash).SingleAsync(cancellationToken);
        var scenario = await services.GetRequiredService<ScenarioLibrary>().AsWrittenAsync(hash, cancellationToken);
        var messages = await MessagesAsync(scenario, row.Debrief, cancellationToken);
        (row.Summary, row.SummaryProvider) = await AskAsync(messages, rehearsalId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<List<ChatMessage>> MessagesAsync(Scenario scenario, Debrief debrief, CancellationToken cancellationToken)
    {
        var system = await prompts.RenderAsync(
            "feedback/debrief",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["situation"] = scenario.Situation.Trim() },
            cancellationToken);
        var cue = new DebriefCue(debrief.Narration, debrief.Keep, debrief.Change, debrief.Course[0].Trust, debrief.Course[^1].Trust);
        return [new ChatMessage(ChatRole.System, system), CueMessage.Create("debrief", cue), new ChatMessage(ChatRole.User, "请写总评。")];
    }

    private async Task<(string Text, string Provider)> AskAsync(List<ChatMessage> messages, Guid rehearsalId, CancellationToken cancellationToken)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            var response = await model.GetResponseAsync(messages, cancellationToken: patience.Token);
            if (!string.IsNullOrWhiteSpace(response.Text)) return (response.Text.Trim(), ProviderOf(model));
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(fault, "The model gave no summary for rehearsal {RehearsalId}; the embedded one writes it", rehearsalId);
        }

        var own = await embedded.GetResponseAsync(messages, cancellationToken: cancellationToken);
        return (own.Text, ProviderOf(embedded));
    }

    private static string ProviderOf(IChatClient client) => client.GetService<ChatClientMetadata>()?.ProviderName ?? "unknown";
}
