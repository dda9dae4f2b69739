using Coaching.Knowledge;
using Coaching.Knowledge.Answers;
using Coaching.Knowledge.Workshop;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.Knowledge.Workshop;

/// <summary>Two lawful practices stand side by side, each with when it fits, wherever an entry goes.</summary>
public sealed class PracticesTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private static readonly Entry Entry = Mentors.Entry("雨天的大课间安排在哪里？", "q-rain") with
    {
        Practices =
        [
            new Practice { Name = "留在教室", When = "走廊窄、班额大", How = "做“桌边操”：五节，每节四拍。" },
            new Practice { Name = "去连廊", When = "有带顶连廊，且有人看护", How = "分两批，各十分钟。\n先走楼梯西侧。" },
        ],
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Write_OfPractices_ReadsBackTheSame() =>
        EntryReader.ReadDraft("q-rain.md", EntryMarkdown.Write(Entry)).Practices.ShouldBe(Entry.Practices);

    [Fact]
    public void Passages_OfTheFirstEntry_NameEveryPracticeAndWhenItFits()
    {
        var passages = EntryPassages.Of("雨天大课间去哪", [Entry]).Where(item => item.Citation.Section == EntryPassages.PracticesSection).ToList();

        passages.Select(item => item.Passage.Text).ShouldBe(Entry.Practices.Select(practice => practice.Line));
        passages.ShouldAllBe(item => item.Passage.Core);
    }

    [Fact]
    public void Check_OfPractices_WantsAtLeastTwoAndAllOfEach()
    {
        var desk = coaching.Services.GetRequiredService<EntryDesk>();

        desk.Check(Entry).ShouldNotContain(problem => problem.Fault == EntryFault.UnfinishedPractice || problem.Fault == EntryFault.LonePractice);
        desk.Check(Entry with { Practices = [Entry.Practices[0]] }).ShouldContain(new EntryProblem(EntryFault.LonePractice, false));
        desk.Check(Entry with { Practices = [Entry.Practices[0], Entry.Practices[1] with { When = " " }] }).ShouldContain(new EntryProblem(EntryFault.UnfinishedPractice, true, "去连廊"));
    }

    [Fact]
    public async Task Search_WithWordsOfAPracticeAlone_FindsTheEntry()
    {
        var workshop = await Mentors.MeetAsync(coaching);
        var draft = await workshop.Desk.SaveAsync(workshop.First, Entry with { Id = "" }, null, Stop);
        await workshop.Desk.SubmitAsync(workshop.First, draft.EntryId, Stop);
        await workshop.Desk.PublishAsync(workshop.Second, draft.EntryId, null, Stop);

        var found = await CoachingFixture.EventuallyAsync(async () =>
            (await coaching.Services.GetRequiredService<IQaIndex>().SearchAsync(new QaQuery("带顶连廊", workshop.First.UnitPath, 1), Stop)).FirstOrDefault(hit => hit.Entry.Id == draft.EntryId));

        found.Entry.Practices.ShouldBe(Entry.Practices);
    }
}
