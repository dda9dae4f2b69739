using System.Text.Json;
using Coaching.Host.Components.Mentor.Workshop;
using Coaching.Host.Tests.Running;
using Coaching.Knowledge;
using Coaching.Scenarios;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Shouldly;

namespace Coaching.Host.Tests.Components;

/// <summary>What the editor makes of an entry and back, and what two versions look like beside each other.</summary>
public sealed class EntryFormTests(InProcessHost host) : IClassFixture<InProcessHost>
{
    private static readonly Entry Entry = new()
    {
        Id = "q-1",
        Version = 3,
        Area = Area.HomeSchool,
        Question = "家长群里有人发广告怎么办？",
        Phrasings = ["群里有人卖东西", "家长在群里打广告"],
        Answer = "先说一次群规。",
        Stage = CareerStage.New,
        Grades = [1, 2],
        Tags = ["家长群", "家校沟通"],
        Related = ["hs-angry-parent"],
        Scenarios = ["too-much-homework"],
        Policies = [new PolicyCitation { Id = "minors-protection", Article = "第39条" }],
        Practices = [new Practice { Name = "群里说", When = "第一次", How = "复述群规。" }, new Practice { Name = "私下说", When = "第二次", How = "打个电话。" }],
        Sections = [new EntrySection("为什么", "一句没接住就会跟着来。"), new EntrySection("旧标题", "导入时带来的。")],
        Author = "班主任",
        Reviewer = "导师",
        Status = EntryStatus.Draft,
        ValidFrom = "2026-09-01",
        Origin = EntryOrigin.Machine,
    };

    [Fact]
    public void ToEntry_OfAnUntouchedForm_IsTheSameEntry() =>
        JsonSerializer.Serialize(EntryForm.Of(Entry).ToEntry(Entry)).ShouldBe(JsonSerializer.Serialize(Entry));

    [Fact]
    public void ToEntry_OfUntidyTyping_IsTidy()
    {
        var form = EntryForm.Of(Entry);
        form.Question = "  群里有广告，\n怎么办？ ";
        form.Phrasings = "甲\r\n\r\n 乙 \n甲";
        form.Tags = "家长群，家校沟通; 群规";
        form.Policies.Add(new EntryForm.PolicyLine());
        form.Practices.Add(new EntryForm.PracticeLine());

        var entry = form.ToEntry(Entry);

        entry.Question.ShouldBe("群里有广告， 怎么办？");
        entry.Phrasings.ShouldBe(["甲", "乙"]);
        entry.Tags.ShouldBe(["家长群", "家校沟通", "群规"]);
        entry.Policies.ShouldBe(Entry.Policies);
        entry.Practices.ShouldBe(Entry.Practices);
    }

    [Fact]
    public void Restore_OfWhatABrowserKept_TakesItOver()
    {
        var form = EntryForm.Of(Entry);

        form.Restore("""
            {"question":"新的问题","section-1":"1. 先问。","grades":"3,4,99,x","related":"","policies":"1","policy-0-id":"double-reduction","policy-0-article":"","practices":"0","stage":"Early","area":"HomeworkDesign"}
            """).ShouldBeTrue();

        var entry = form.ToEntry(Entry);
        entry.Question.ShouldBe("新的问题");
        entry.Answer.ShouldBe(Entry.Answer);
        entry.Section("怎么做").ShouldBe("1. 先问。");
        entry.Grades.ShouldBe([3, 4]);
        entry.Related.ShouldBeEmpty();
        entry.Policies.ShouldBe([new PolicyCitation { Id = "double-reduction" }]);
        entry.Practices.ShouldBeEmpty();
        (entry.Stage, entry.Area).ShouldBe((CareerStage.Early, Area.HomeworkDesign));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"question\":{}}")]
    public void Restore_OfSomethingElse_ChangesNothing(string kept)
    {
        var form = EntryForm.Of(Entry);

        form.Restore(kept).ShouldBeFalse();

        form.Question.ShouldBe(Entry.Question);
    }

    [Fact]
    public void Compare_OfTwoVersions_NamesThePartsThatDiffer()
    {
        var after = Entry with
        {
            Version = 4,
            Reviewer = "",
            Status = EntryStatus.Published,
            Phrasings = ["群里有人卖东西", "群里发二维码"],
            Policies = [],
        };

        var parts = PartDiff.Compare(host.Services.GetRequiredService<IStringLocalizer<UiText>>(), host.Services.GetRequiredService<PolicyList>(), Entry, after);

        parts.Select(part => part.Title).ShouldBe(["其他问法", "政策依据"]);
        parts[1].Lines.ShouldHaveSingleItem().Text.ShouldContain("未成年人保护法");
        PartDiff.Compare(host.Services.GetRequiredService<IStringLocalizer<UiText>>(), host.Services.GetRequiredService<PolicyList>(), Entry, Entry with { Version = 9 }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("home-school", "inreview", "new", "家长群", "double-reduction", "作业 多", 2)]
    [InlineData(null, null, null, null, null, null, 1)]
    public void Address_OfAQuery_ReadsBackTheSame(string? area, string? status, string? stage, string? tag, string? policy, string? text, int page)
    {
        var query = EntryQuery.Read(area, status, stage, tag, policy, text, page);

        var given = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri("http://x" + query.Address()).Query);
        EntryQuery.Read(Of("area"), Of("status"), Of("stage"), Of("tag"), Of("policy"), Of("q"), Of("page") is { } number ? int.Parse(number) : null).ShouldBe(query);

        string? Of(string name) => given.TryGetValue(name, out var value) ? value.ToString() : null;
    }

    [Theory]
    [InlineData("nowhere", "3", "0", -4)]
    [InlineData("", "", "", 0)]
    public void Read_OfAWrongAddress_WishesForNothing(string area, string status, string stage, int page) =>
        EntryQuery.Read(area, status, stage, " ", "", null, page).ShouldBe(new EntryQuery());
}
