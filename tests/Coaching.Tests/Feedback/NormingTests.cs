using Coaching.Feedback;
using Coaching.Rehearsals;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.Feedback;

/// <summary>Mentors try their eye on reference transcripts, blind.</summary>
public sealed class NormingTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private const string Id = "copied-homework-2";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private NormingDesk Norming => coaching.Services.GetRequiredService<NormingDesk>();

    [Fact]
    public void Agreement_OfTwentyPairs_IsWhatAHandMakesOfIt()
    {
        // 14 of 20 agree: 0.7. By chance 12/20·10/20 + 8/20·10/20 = 0.5. κ = (0.7 − 0.5) / (1 − 0.5) = 0.4.
        (Verdict, Verdict)[] pairs =
        [
            .. Enumerable.Repeat((Verdict.Met, Verdict.Met), 8), .. Enumerable.Repeat((Verdict.NotMet, Verdict.NotMet), 6),
            .. Enumerable.Repeat((Verdict.Met, Verdict.NotMet), 4), .. Enumerable.Repeat((Verdict.NotMet, Verdict.Met), 2),
        ];

        var agreement = Agreement.Of(pairs);

        agreement.Share.ShouldBe(0.7, 1e-9);
        agreement.Kappa!.Value.ShouldBe(0.4, 1e-9);
    }

    [Fact]
    public void Agreement_WhereBothAlwaysSayTheSame_HasNoKappa() =>
        Agreement.Of([.. Enumerable.Repeat((Verdict.Met, Verdict.Met), 20)]).ShouldSatisfyAllConditions(
            agreement => agreement.Kappa.ShouldBeNull(),
            agreement => agreement.Reading.ShouldBe(AgreementReading.NoVariety));

    [Fact]
    public void Agreement_OfAFewPairs_IsNotReadAsAnything() =>
        Agreement.Of([(Verdict.Met, Verdict.Met), (Verdict.NotMet, Verdict.NotMet)]).Reading.ShouldBe(AgreementReading.TooFew);

    [Fact]
    public async Task Transcript_BeforeOnesOwnVerdicts_ShowsNobodyElses()
    {
        var (mentor, colleague) = (await coaching.PersonAsync(), await coaching.PersonAsync());
        (await Norming.ListAsync(mentor, Stop)).Count.ShouldBe(10);
        var blind = (await Norming.FindAsync(mentor, Id, Stop)).ShouldNotBeNull();
        blind.Comparison.ShouldBeNull();

        await Norming.SubmitAsync(mentor, Id, blind.Scenario.Criteria.ToDictionary(criterion => criterion.Id, _ => Verdict.NotMet), Stop);

        (await Norming.FindAsync(mentor, Id, Stop))!.Comparison!.ShouldAllBe(line => line.Own == line.Reference && line.Reason.Length > 0);
        (await Norming.AgreementAsync(mentor, Stop)).Whole.ShouldBe(new Agreement(7, 1, null));
        (await Norming.FindAsync(colleague, Id, Stop))!.Comparison.ShouldBeNull();
        await using var db = coaching.Db();
        (await db.Ratings.Where(rating => rating.RaterId == mentor.PersonId).ToListAsync(Stop))
            .ShouldAllBe(rating => rating.Blind && rating.ReferenceId == Id && rating.RehearsalId == null && rating.Rater == RaterKind.BlindRater);
    }

    [Fact]
    public async Task Submit_WithACriterionLeftOut_IsRefused_AndASecondTimeChangesNothing()
    {
        var mentor = await coaching.PersonAsync();
        var criteria = (await Norming.FindAsync(mentor, Id, Stop))!.Scenario.Criteria;

        await Should.ThrowAsync<RehearsalException>(() => Norming.SubmitAsync(mentor, Id, criteria.Skip(1).ToDictionary(criterion => criterion.Id, _ => Verdict.Met), Stop));
        await Norming.SubmitAsync(mentor, Id, criteria.ToDictionary(criterion => criterion.Id, _ => Verdict.Met), Stop);
        await Norming.SubmitAsync(mentor, Id, criteria.ToDictionary(criterion => criterion.Id, _ => Verdict.NotMet), Stop);

        (await Norming.AgreementAsync(mentor, Stop)).Whole.Share.ShouldBe(0);
    }
}
