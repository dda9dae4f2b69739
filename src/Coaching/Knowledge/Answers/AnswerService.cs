using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Scenarios;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge.Answers;

/// <summary>
/// Answers teachers' questions from 百问百答 and nothing else. What it does not cover is said to be so, and goes to the
/// mentors of the asker's school.
/// </summary>
public sealed class AnswerService
{
    /// <summary>The longest question that is taken.</summary>
    public const int LongestQuestion = Inquiry.LongestText;

    private const int Searched = 10;
    private const int Offered = 3;
    // A second entry joins the sources when it ranks about as high as the first.
    private const double SecondSourceShare = 0.8;

    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly ScenarioLibrary library;
    private readonly IQaIndex index;
    private readonly AnswerabilityJudge judge;
    private readonly AnswerComposer composer;
    private readonly InquiryDesk inquiries;
    private readonly PolicyList policies;
    private readonly AnswerMeter meter;

    internal AnswerService(
        IDbContextFactory<CoachingDb> databases, ScenarioLibrary library, IQaIndex index, AnswerabilityJudge judge, AnswerComposer composer,
        InquiryDesk inquiries, PolicyList policies, AnswerMeter meter)
    {
        this.databases = databases;
        this.library = library;
        this.index = index;
        this.judge = judge;
        this.composer = composer;
        this.inquiries = inquiries;
        this.policies = policies;
        this.meter = meter;
    }

    /// <summary>Answers a question, or says why not.</summary>
    /// <param name="actor">Who asks; only entries of their unit and those above it are used.</param>
    /// <param name="question">1 to <see cref="LongestQuestion"/> characters.</param>
    /// <param name="rehearsalId">A rehearsal of the asker that the question came up in; its area is preferred.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The question is empty or too long.</exception>
    /// <exception cref="RehearsalException">There is no such rehearsal for this teacher.</exception>
    public async Task<GroundedAnswer> AskAsync(Actor actor, string question, Guid? rehearsalId, CancellationToken cancellationToken)
    {
        var text = question.Trim();
        if (text.Length is 0 or > LongestQuestion) throw new ArgumentException($"A question has 1 to {LongestQuestion} characters.", nameof(question));
        var area = rehearsalId is { } id ? await AreaAsync(actor, id, cancellationToken) : null;
        var hits = await index.SearchAsync(new QaQuery(text, actor.UnitPath, Searched, area), cancellationToken);
        var judgement = await judge.JudgeAsync(text, hits, cancellationToken);
        var answer = judgement.Kind switch
        {
            AnswerKind.Answered => await AnswerAsync(text, hits, judgement.Confidence, cancellationToken),
            AnswerKind.NotCovered => new GroundedAnswer
            {
                Kind = AnswerKind.NotCovered,
                Nearest = Near(hits, []),
                InquiryId = await inquiries.FileAsync(actor, text, cancellationToken),
            },
            _ => new GroundedAnswer { Kind = AnswerKind.OutOfScope, Reason = judgement.Reason },
        };
        meter.Asked(answer.Kind);
        return answer;
    }

    private async Task<GroundedAnswer> AnswerAsync(string question, IReadOnlyList<QaHit> hits, AnswerConfidence confidence, CancellationToken cancellationToken)
    {
        var sources = hits.Take(2).Where(hit => hit.Score >= hits[0].Score * SecondSourceShare).Select(hit => hit.Entry).ToList();
        var (sentences, provider) = await composer.ComposeAsync(question, sources, cancellationToken);
        var cited = sources.Where(entry => sentences.Any(sentence => sentence.Citation.EntryId == entry.Id)).ToList();
        return new GroundedAnswer
        {
            Kind = AnswerKind.Answered,
            Sentences = sentences,
            Policies = [.. cited.SelectMany(entry => entry.Policies).Select(Basis).OfType<PolicyBasis>().Distinct()],
            Confidence = confidence,
            Nearest = Near(hits, cited),
            Provider = provider,
        };
    }

    private PolicyBasis? Basis(PolicyCitation citation) =>
        policies.Find(citation.Id) is { } policy ? new PolicyBasis(policy.Id, policy.Title, citation.Article, policy.Number ?? "") : null;

    private static List<NearEntry> Near(IReadOnlyList<QaHit> hits, IReadOnlyList<Entry> cited) =>
        [.. hits.Select(hit => hit.Entry).Where(entry => !cited.Contains(entry)).Take(Offered).Select(entry => new NearEntry(entry.Id, entry.Version, entry.Question))];

    private async Task<Area?> AreaAsync(Actor actor, Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var hash = await db.Rehearsals.Where(r => r.Id == rehearsalId && r.PersonId == actor.PersonId).Select(r => r.ScenarioHash).SingleOrDefaultAsync(cancellationToken)
            ?? throw new RehearsalException(RehearsalRefusal.NotFound);
        return (await library.AsWrittenAsync(hash, cancellationToken)).Area;
    }
}
