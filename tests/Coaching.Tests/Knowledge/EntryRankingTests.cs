using Coaching.Knowledge;
using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Knowledge;

public sealed class EntryRankingTests
{
    [Fact]
    public void Finish_LiftsRelativesOfTheBest_AndLeavesTheirScoresAlone()
    {
        var hits = Finish(new QaQuery("q", "city/", 3), Found("best", 1f, "relative"), Found("stranger", 0.5f), Found("relative", 0.3f));

        hits.Select(hit => hit.Entry.Id).ShouldBe(["best", "relative", "stranger"]);
        hits[1].Score.ShouldBeLessThan(hits[2].Score);
        hits[1].Kinship.ShouldBe(hits[0].Score * 0.6, 1e-9);
        hits[2].Kinship.ShouldBe(0);
    }

    [Fact]
    public void Finish_WithALinkInOneDirection_LiftsInBoth() =>
        Finish(new QaQuery("q", "city/", 3), Found("best", 1f), Found("stranger", 0.5f), Found("relative", 0.3f, "best"))
            .Select(hit => hit.Entry.Id).ShouldBe(["best", "relative", "stranger"]);

    [Fact]
    public void Finish_WithALinkToWhatWasNotFound_ChangesNothing() =>
        Finish(new QaQuery("q", "city/", 3), Found("best", 1f, "gone"), Found("next", 0.5f)).Select(hit => hit.Kinship).ShouldAllBe(kinship => kinship == 0);

    [Fact]
    public void Finish_OfAQuestionInAnEntrysOwnWords_PutsItFirst_HoweverLowItsScore()
    {
        var asked = Found("asked", 0.2f) with { Entry = Entry("asked") with { Phrasings = ["家长站在教室后面不肯走怎么办"] } };

        var hits = Finish(new QaQuery("家长站在教室后面不肯走", "city/", 3), Found("best", 1f, "relative"), Found("relative", 0.5f), asked);

        hits.Select(hit => hit.Entry.Id).ShouldBe(["asked", "best", "relative"]);
        hits.Select(hit => hit.SameWords).ShouldBe([true, false, false]);
    }

    [Fact]
    public void Finish_PrefersTheAreaAskedFor_WhereScoresAreClose() =>
        Finish(new QaQuery("q", "city/", 2, Area.HomeSchool), Found("other", 0.5f), Found("asked", 0.49f) with { Entry = Entry("asked") with { Area = Area.HomeSchool } })
            .Select(hit => hit.Entry.Id).ShouldBe(["asked", "other"]);

    private static IReadOnlyList<QaHit> Finish(QaQuery query, params RankedEntry[] found) => EntryRanking.Finish(query, found);

    private static RankedEntry Found(string id, float score, params string[] related) => new(Entry(id) with { Related = related }, score, () => []);

    private static Entry Entry(string id) => new()
    {
        Id = id,
        Version = 1,
        Area = Area.ClassroomManagement,
        Question = id,
        Phrasings = [],
        Answer = "",
        Author = "",
        Reviewer = "",
        Status = EntryStatus.Published,
        ValidFrom = "2026-09-01",
    };
}
