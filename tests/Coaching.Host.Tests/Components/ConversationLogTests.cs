using Coaching.Host.Components.Teacher.Conversation;
using Coaching.Rehearsals;
using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Host.Tests.Components;

public sealed class ConversationLogTests
{
    private static readonly Guid Teacher = new("11111111-1111-1111-1111-111111111111");
    private static readonly Guid Reply = new("22222222-2222-2222-2222-222222222222");

    private static readonly TurnUpdate[] Whole =
    [
        new TurnStored(Teacher, 2, null, "您请坐") { Sequence = 1 },
        new CitationFound(Teacher, "hs-angry-parent", 1, "家长发火怎么办？") { Sequence = 2 },
        new StateChanged(BeatKind.Opening, 40, 50, 30) { Sequence = 3 },
        new ReplyStarted(Reply, 3, "mother") { Sequence = 4 },
        new ReplyDelta(Reply, "好，") { Sequence = 5 },
        new ReplyDelta(Reply, "我坐。") { Sequence = 6 },
        new ReplyEnded(Reply, TurnStatus.Complete) { Sequence = 7 },
    ];

    [Fact]
    public void Apply_EverythingTwice_CountsOnce()
    {
        var log = new ConversationLog();
        foreach (var update in Whole.Concat(Whole)) log.Apply(update);

        log.Messages.Select(message => message.Text).ShouldBe(["您请坐", "好，我坐。"]);
        log.Messages[0].Citations.Count.ShouldBe(1);
        log.TeacherTurns.ShouldBe(1);
        log.LastSequence.ShouldBe(7);
        log.IsGenerating.ShouldBeFalse();
    }

    [Fact]
    public void Apply_AReset_ForgetsTheAnswerAndHearsItAgain()
    {
        var log = new ConversationLog();
        foreach (var update in Whole.Take(5)) log.Apply(update);
        log.Apply(new ReplyEnded(Reply, TurnStatus.Interrupted) { Sequence = 6 });
        log.IsUnfinished.ShouldBeTrue();

        log.Apply(new ReplyReset(Reply) { Sequence = 7 });
        log.IsGenerating.ShouldBeTrue();
        log.Apply(new ReplyDelta(Reply, "行。") { Sequence = 8 });

        log.Messages[^1].Text.ShouldBe("行。");
    }
}
