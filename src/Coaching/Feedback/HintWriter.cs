using Coaching.Knowledge;
using Coaching.Models;
using Coaching.People;
using Coaching.Prompts;
using Coaching.Rehearsals;
using Coaching.Scenarios;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coaching.Feedback;

/// <summary>Gives a hint in the middle of a rehearsal: the thing most worth doing now, a sentence for it, and its source.</summary>
public sealed class HintWriter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly ScenarioLibrary library;
    private readonly IQaIndex index;
    private readonly PromptCatalogue prompts;
    private readonly IChatClient model;
    private readonly IChatClient embedded;
    private readonly TimeProvider time;
    private readonly ILogger<HintWriter> logger;

    internal HintWriter(
        IDbContextFactory<CoachingDb> databases, ScenarioLibrary library, IQaIndex index, PromptCatalogue prompts, IChatClient model,
        [FromKeyedServices(EmbeddedModel.Key)] IChatClient embedded, TimeProvider time, ILogger<HintWriter> logger)
    {
        this.databases = databases;
        this.library = library;
        this.index = index;
        this.prompts = prompts;
        this.model = model;
        this.embedded = embedded;
        this.time = time;
        this.logger = logger;
    }

    /// <summary>A hint for where the rehearsal stands: a nudge first, and one grade more each time it is asked again without a word said.</summary>
    /// <exception cref="RehearsalException">There is no such rehearsal for this teacher, or it has ended.</exception>
    public async Task<Hint> GiveAsync(Actor actor, Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rehearsal = await db.Rehearsals.AsNoTracking().Include(r => r.Turns.OrderBy(turn => turn.Number))
            .SingleOrDefaultAsync(r => r.Id == rehearsalId && r.PersonId == actor.PersonId, cancellationToken)
            ?? throw new RehearsalException(RehearsalRefusal.NotFound);
        if (rehearsal.Status == RehearsalStatus.Ended) throw new RehearsalException(RehearsalRefusal.AlreadyEnded);
        var given = await db.Hints.AsNoTracking().Where(hint => hint.RehearsalId == rehearsalId).ToListAsync(cancellationToken);
        var last = rehearsal.Turns[^1];
        var before = given.Where(hint => hint.AfterTurn == last.Number).MaxBy(hint => hint.Grade);
        if (before is { Grade: HintGrade.Sayable } or { CriterionId: "" }) return before;

        var (scenario, _) = await library.GetAsync(rehearsal, cancellationToken);
        var grade = before is null ? HintGrade.Nudge : before.Grade + 1;
        var criterion = before is null ? NextAdvice.Choose(scenario, rehearsal, given) : scenario.Criteria.Single(known => known.Id == before.CriterionId);
        var entry = criterion is null ? null : await EntryAsync(scenario, criterion, rehearsal.UnitPath, cancellationToken);
        var lead = rehearsal.State.Personas[scenario.Lead.Id];
        var sayable = grade == HintGrade.Sayable ? criterion?.Sayable ?? "" : "";
        var cue = new HintCue(grade, criterion?.Name ?? "", sayable, last.Text, entry?.Answer ?? "", lead.Trust, lead.Agitation);
        var hint = new Hint
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            RehearsalId = rehearsalId,
            AfterTurn = last.Number,
            Grade = grade,
            Line = last.PersonaId is null ? "" : last.Text,
            CriterionId = criterion?.Id ?? "",
            Text = await PhraseAsync(scenario, cue, rehearsalId, cancellationToken),
            Sayable = sayable,
            EntryId = entry?.Id,
            EntryVersion = entry?.Version,
            EntryQuestion = entry?.Question,
            At = time.GetUtcNow(),
        };
        db.Hints.Add(hint);
        await db.SaveChangesAsync(cancellationToken);
        return hint;
    }

    private async Task<Entry?> EntryAsync(Scenario scenario, Criterion criterion, string unitPath, CancellationToken cancellationToken)
    {
        var hits = await index.SearchAsync(new QaQuery(string.Join(' ', criterion.Topics.Append(criterion.Name)), unitPath, 1, scenario.Area), cancellationToken);
        return hits.Count > 0 ? hits[0].Entry : null;
    }

    private async Task<string> PhraseAsync(Scenario scenario, HintCue cue, Guid rehearsalId, CancellationToken cancellationToken)
    {
        var system = await prompts.RenderAsync(
            "feedback/hint",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["situation"] = scenario.Situation.Trim() },
            cancellationToken);
        ChatMessage[] messages = [new(ChatRole.System, system), CueMessage.Create("hint", cue), new(ChatRole.User, "给我一点提示。")];
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            var text = (await model.GetResponseAsync(messages, cancellationToken: patience.Token)).Text.Trim();
            if (text.Length > 0) return text;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(fault, "The model gave no hint for rehearsal {RehearsalId}; the embedded one gives it", rehearsalId);
        }

        return (await embedded.GetResponseAsync(messages, cancellationToken: cancellationToken)).Text;
    }
}
