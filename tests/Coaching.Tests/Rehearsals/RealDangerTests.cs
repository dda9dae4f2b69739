using Coaching.Rehearsals;
using Shouldly;

namespace Coaching.Tests.Rehearsals;

public sealed class RealDangerTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    [Theory]
    [InlineData("我真的不想活了。")]
    [InlineData("老实说我最近都活不下去了")]
    [InlineData("活着没意思，不练了。")]
    [InlineData("不是演练，我们班有个孩子身上有伤，说是被继父打的。")]
    [InlineData("说真的，我班上的小女孩昨天割腕了。")]
    [InlineData("现实里我学生被亲戚猥亵，我该怎么办？")]
    public void In_WhereItIsReal_StopsThePlay(string text) => RealDanger.In(text).ShouldBeTrue();

    [Theory]
    [InlineData("她跟同学说过不想活了，您知道吗？")]
    [InlineData("孩子本子上写着“我不想活了”，我很担心。")]
    [InlineData("我想听听您怎么看她手腕上的伤。")]
    [InlineData("别打人，先把手放下。")]
    [InlineData("这道题真的想死人了，咱们一步一步来。")]
    [InlineData("我活动课上看见他被推了一下。")]
    public void In_WhereItBelongsToTheScene_LetsItPass(string text) => RealDanger.In(text).ShouldBeFalse();

    [Fact]
    public async Task Say_OfARealDanger_StoresNothing_UntilTheTeacherSaysItIsInTheScene()
    {
        var stop = TestContext.Current.CancellationToken;
        var (teacher, id) = await coaching.BeginAsync();
        var turn = Guid.NewGuid();

        (await Should.ThrowAsync<RehearsalException>(() => coaching.Runner.StartAsync(teacher, id, turn, "我真的不想活了。", stop))).Reason.ShouldBe(RehearsalRefusal.RealDanger);
        (await coaching.TurnsAsync(id)).Count.ShouldBe(1);
        coaching.Logs.ShouldAllBe(record => !record.Text.Contains("不想活"));

        var accepted = await coaching.Runner.StartAsync(teacher, id, turn, "我真的不想活了。", inScene: true, stop);
        (await coaching.EndOfAsync(teacher, id, accepted.ReplyId)).Status.ShouldBe(TurnStatus.Complete);
    }
}
