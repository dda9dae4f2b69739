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

    /// <summary>A hint for where the rehearsal stands. Asking again without saying anything gives the same hint.</summary>
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
        if (given.Find(hint => hint.AfterTurn == last.Number) is { } same) return same;

        var (scenario, _) = await library.GetAsync(rehearsal, cancellationToken);
        var criterion = MostWorthDoing(scenario, rehearsal, given);
        var hits = await index.SearchAsync(new QaQuery(string.Join(' ', criterion.Topics.Append(criterion.Name)), rehearsal.UnitPath, 1, scenario.Area), cancellationToken);
        var entry = hits.Count > 0 ? hits[0].Entry : null;
        var lead = rehearsal.State.Personas[scenario.Lead.Id];
        var cue = new HintCue(criterion.Name, criterion.Sayable, last.Text, entry?.Answer ?? "", lead.Trust, lead.Agitation);
        var hint = new Hint
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            RehearsalId = rehearsalId,
            AfterTurn = last.Number,
            CriterionId = criterion.Id,
            Text = await PhraseAsync(scenario, cue, rehearsalId, cancellationToken),
            Sayable = criterion.Sayable,
            EntryId = entry?.Id,
            EntryVersion = entry?.Version,
            EntryQuestion = entry?.Question,
            At = time.GetUtcNow(),
        };
        db.Hints.Add(hint);
        await db.SaveChangesAsync(cancellationToken);
        return hint;
    }

    // The first criterion, in the author's order, that is not met yet; one that was not hinted at before goes first.
    private static Criterion MostWorthDoing(Scenario scenario, Rehearsal rehearsal, IReadOnlyCollection<Hint> given)
    {
        var turns = rehearsal.Turns.Where(turn => turn.PersonaId is null)
            .Select(turn => new JudgedTurn(turn.Id, turn.Text, turn.Outcome!.Moves.ToHashSet())).ToList();
        return scenario.Criteria
            .OrderBy(criterion => CriterionJudge.HoldsSoFar(scenario, criterion, turns, rehearsal.State.FactsTold))
            // A red line is kept by not crossing it; there is nothing to be hinted at until it was crossed.
            .ThenBy(criterion => criterion.Met.Never is not null)
            .ThenBy(criterion => given.Count(hint => hint.CriterionId == criterion.Id))
            .First();
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
