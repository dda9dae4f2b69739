using Coaching.Feedback;
using Coaching.Models;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace Coaching.Tests.Models;

public sealed class EmbeddedChatClientTests
{
    private static readonly PersonaCue Cue = new()
    {
        Speaker = "林女士",
        Beat = BeatKind.Turning,
        Intent = "想把话说完",
        Mood = "半信半疑",
        HeardAs = MoveFamily.Connect,
        EarnedFacts = [],
        Lines = ["您这么说，我心里好受一点。", "嗯，您接着讲。"],
        Seed = 1,
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetResponse_ToTheSameMessages_SaysTheSame()
    {
        var (first, second) = (await SayAsync(Cue), await SayAsync(Cue));

        second.ShouldBe(first);
        first.ShouldBe(Cue.Lines[0]);
    }

    [Fact]
    public async Task GetStreamingResponse_SaysWhatGetResponseSays()
    {
        using var client = new EmbeddedChatClient(TimeProvider.System, 0);

        var chunks = await client.GetStreamingResponseAsync(Messages(Cue), cancellationToken: Stop).Select(update => update.Text).ToListAsync(Stop);

        chunks.Count.ShouldBeGreaterThan(1);
        string.Concat(chunks).ShouldBe(await SayAsync(Cue));
    }

    [Fact]
    public async Task Persona_AnswersBeforeItReacts_ConfidesAlone_AndEndsWithNothingElse()
    {
        (await SayAsync(Cue with { Answers = ["十点一刻。"] })).ShouldBe("十点一刻。");
        (await SayAsync(Cue with { Tells = ["其实他会。"] })).ShouldBe("其实他会。");
        (await SayAsync(Cue with { Answers = ["十点一刻。"], Tells = ["其实他会。"] })).ShouldBe("十点一刻。其实他会。");
        (await SayAsync(Cue with { Answers = ["十点一刻。"], Tells = ["其实他会。"], Closing = ["我走了。"] })).ShouldBe("我走了。");
    }

    [Fact]
    public async Task GetStreamingResponse_AtAPace_TakesTheTimeItTakesToSpeak()
    {
        var time = new FakeTimeProvider();
        using var client = new EmbeddedChatClient(time, 30);
        await using var updates = client.GetStreamingResponseAsync(Messages(Cue), cancellationToken: Stop).GetAsyncEnumerator(Stop);

        var next = updates.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromMilliseconds(99));
        next.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));

        (await next.WaitAsync(TimeSpan.FromSeconds(10), Stop)).ShouldBeTrue();
        updates.Current.Text.Length.ShouldBe(3);
    }

    [Fact]
    public async Task GetStreamingResponse_WhenCancelledMidStream_SaysNoMore()
    {
        var time = new FakeTimeProvider();
        using var client = new EmbeddedChatClient(time, 30);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using var updates = client.GetStreamingResponseAsync(Messages(Cue), cancellationToken: cancel.Token).GetAsyncEnumerator(cancel.Token);
        var first = updates.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(1));
        (await first).ShouldBeTrue();

        var second = updates.MoveNextAsync().AsTask();
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => second.WaitAsync(TimeSpan.FromSeconds(10), Stop));
    }

    [Fact]
    public async Task GetResponse_WhenCancelled_SaysNothing()
    {
        using var client = new EmbeddedChatClient(TimeProvider.System, 0);

        await Should.ThrowAsync<OperationCanceledException>(() => client.GetResponseAsync(Messages(Cue), cancellationToken: new CancellationToken(canceled: true)));
        await Should.ThrowAsync<OperationCanceledException>(async () => await client.GetStreamingResponseAsync(Messages(Cue), cancellationToken: new CancellationToken(canceled: true)).ToListAsync(Stop));
    }

    [Fact]
    public async Task GetResponse_WithoutACue_ClaimsNothing()
    {
        using var client = new EmbeddedChatClient(TimeProvider.System, 0);

        var text = (await client.GetResponseAsync([new(ChatRole.System, "你是林女士，孩子昨晚写到十点一刻。"), new(ChatRole.User, "昨晚几点写完的？")], cancellationToken: Stop)).Text;

        text.ShouldBe("我只能回应演练里的对话。");
    }

    [Theory]
    [InlineData(30, 80, "对方的情绪还在高处")]
    [InlineData(30, 20, "对方还没有完全相信你")]
    [InlineData(50, 20, "对方开始愿意听了")]
    [InlineData(70, 20, "对方已经松口")]
    public async Task Hint_NamesTheMoodAndGivesTheAdvice(int trust, int agitation, string mood)
    {
        var text = await SayAsync("hint", new HintCue(HintGrade.Sayable, "先说一句她的累。", "您辛苦了。", "我走了。", "", trust, agitation));

        text.ShouldStartWith(mood);
        text.ShouldEndWith("先说一句她的累。");
    }

    [Fact]
    public async Task Debrief_QuotesWhatWentWellAndNamesOneThingToChange()
    {
        var cue = new DebriefCue("谈成了。", [new QuotedAdvice("a", "她才愿意往下讲。", "您站了一天", null)], new QuotedAdvice("b", "先问经过。", null, "您从头讲讲。"), 33, 70);

        var text = await SayAsync("debrief", cue);

        text.ShouldBe("这次谈话，对方从戒备慢慢走到了愿意商量。你说“您站了一天”，她才愿意往下讲。下次只改一件事：先问经过。");
    }

    [Fact]
    public async Task Debrief_WithNothingKeptAndNothingMissed_StillReadsAsSentences() =>
        (await SayAsync("debrief", new DebriefCue("", [], null, 40, 20))).ShouldBe(
            "这次谈话，对方比开头更难相信你了，这在真实工作里也常遇到。下次可以换一个更难的情境，看看这些做法在压力下还在不在。");

    [Fact]
    public void GetService_NamesTheProvider()
    {
        using var client = new EmbeddedChatClient(TimeProvider.System, 0);

        client.GetService<ChatClientMetadata>()!.ProviderName.ShouldBe("embedded");
        client.GetService<EmbeddedChatClient>().ShouldBeSameAs(client);
        client.GetService(typeof(string)).ShouldBeNull();
    }

    private static Task<string> SayAsync(PersonaCue cue) => SayAsync("persona", cue);

    private static async Task<string> SayAsync<T>(string kind, T cue)
    {
        using var client = new EmbeddedChatClient(TimeProvider.System, 0);
        return (await client.GetResponseAsync([CueMessage.Create(kind, cue)], cancellationToken: Stop)).Text;
    }

    private static ChatMessage[] Messages(PersonaCue cue) => [new(ChatRole.System, "你是林女士。"), CueMessage.Create("persona", cue), new(ChatRole.User, "您辛苦了。")];
}
