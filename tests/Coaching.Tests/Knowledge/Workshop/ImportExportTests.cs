using System.IO.Compression;
using System.Text;
using Coaching.Knowledge;
using Coaching.Knowledge.Workshop;
using Coaching.Scenarios;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.Knowledge.Workshop;

/// <summary>Entries come from files and go to files; every row is looked at before anything is written.</summary>
public sealed class ImportExportTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private const string Table = """
        q,a,indexes
        校门口接送车乱停怎么劝？,先请值班老师引导，再在群里发停车示意图。,家长车堵校门口|接送时间乱停车
        学生之间传在谈恋爱，该不该找他们谈？,先止住传言。,
        校门口接送车乱停了怎么劝,"先引导，
        再通知。",
        没有回答的问题,,
        """;

    private EntryImport Import => coaching.Services.GetRequiredService<EntryImport>();

    private EntryExport Export => coaching.Services.GetRequiredService<EntryExport>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Preview_OfATable_NamesEveryRowsProblemsAndDuplicates_AndWritesNothing()
    {
        var workshop = await Mentors.MeetAsync(coaching, await coaching.SchoolAsync("import-preview"));

        var rows = await Import.PreviewAsync(workshop.First, [("问答.csv", Encoding.UTF8.GetBytes(Table))], null, Stop);

        rows.Select(row => row.Effect).ShouldBe([ImportEffect.New, ImportEffect.New, ImportEffect.New, ImportEffect.Faulty]);
        rows[0].Entry!.Phrasings.ShouldBe(["家长车堵校门口", "接送时间乱停车"]);
        rows[0].IsDuplicate.ShouldBeFalse();
        rows[1].Duplicates[0].EntryId.ShouldBe("cm-crush");
        rows[1].Entry!.Area.ShouldBe(Area.ClassroomManagement);
        rows[2].DuplicateOfRow.ShouldBe(1);
        rows[2].Entry!.Answer.ShouldContain("再通知");
        rows[3].Problems.ShouldContain(problem => problem.Fault == EntryFault.NoAnswer && problem.Blocking);
        (await workshop.Shelf.ListAsync(workshop.First, new EntryFilter { Status = EntryStatus.Draft }, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Apply_MakesDrafts_AndTheSameFileAgainIsNoNews()
    {
        var workshop = await Mentors.MeetAsync(coaching, await coaching.SchoolAsync("import-twice"));
        var file = ("问答.csv", Encoding.UTF8.GetBytes(Table));
        var rows = await Import.PreviewAsync(workshop.First, [file], null, Stop);
        var outcome = await Import.ApplyAsync(workshop.First, [rows[0], rows[1]], Stop);
        (outcome.Created, outcome.Changed).ShouldBe((2, 0));
        outcome.Drafts.Select(version => version.EntryId).ShouldBe([rows[0].Entry!.Id, rows[1].Entry!.Id]);
        (await Import.ApplyAsync(workshop.First, [rows[0]], Stop)).Skipped.ShouldBe([1]);
        var draft = (await workshop.Shelf.FindAsync(workshop.First, rows[0].Entry!.Id, Stop))!.Newest;
        draft.Entry.Origin.ShouldBe(EntryOrigin.Imported);
        // Edited since: the same row must not undo that.
        await workshop.Desk.SaveAsync(workshop.First, draft.Entry with { Sections = [new EntrySection("怎么做", "1. 请值班老师引导。")] }, draft.Revision, Stop);

        (await Import.PreviewAsync(workshop.First, [file], null, Stop)).Take(2).ShouldAllBe(row => row.Effect == ImportEffect.Known);

        var changed = Table.Replace("再在群里发停车示意图", "再请家委会轮值", StringComparison.Ordinal);
        var again = await Import.PreviewAsync(workshop.First, [("问答.csv", Encoding.UTF8.GetBytes(changed))], null, Stop);
        again[0].Effect.ShouldBe(ImportEffect.Change);
        (await Import.ApplyAsync(workshop.First, [again[0]], Stop)).Changed.ShouldBe(1);
        var merged = (await workshop.Shelf.FindAsync(workshop.First, draft.EntryId, Stop))!.Newest.Entry;
        merged.Answer.ShouldContain("家委会轮值");
        merged.Section("怎么做").ShouldNotBeNull();
    }

    [Fact]
    public async Task ARow_TakenIntoTheEntryItResembles_IsItsNextVersion_AndNoNewsAfterwards()
    {
        var workshop = await Mentors.MeetAsync(coaching, await coaching.SchoolAsync("import-into"));
        var id = await workshop.PublishedAsync("值周班早上几点到岗？");
        var file = ("问答.csv", "q,a\n值周班早上几点要到岗？,七点前。\n值周班早上几点要到岗？,七点十分前。\n"u8.ToArray());
        var rows = await CoachingFixture.EventuallyAsync(async () => await Import.PreviewAsync(workshop.First, [file], null, Stop) is var read && read[0].Duplicates.Count > 0 ? read : null);
        rows[0].Duplicates[0].ShouldSatisfyAllConditions(near => near.EntryId.ShouldBe(id), near => near.Writable.ShouldBeTrue(), near => near.Answer.ShouldNotBeEmpty());
        rows[1].DuplicateOfRow.ShouldBe(1);
        rows[1].Entry!.Id.ShouldNotBe(rows[0].Entry!.Id);

        var outcome = await Import.ApplyAsync(workshop.First, [rows[0].Into(rows[0].Duplicates[0]), rows[1].Into(rows[1].Duplicates[0])], Stop);

        // Two rows cannot both be the next version.
        (outcome.Created, outcome.Changed).ShouldBe((0, 1));
        outcome.Skipped.ShouldBe([2]);
        var draft = outcome.Drafts.ShouldHaveSingleItem();
        (draft.EntryId, draft.Version, draft.Entry.Answer).ShouldBe((id, 2, "七点前。"));
        var again = await Import.PreviewAsync(workshop.First, [file], null, Stop);
        again.Select(row => row.Effect).ShouldBe([ImportEffect.Known, ImportEffect.New]);
        again[0].Existing!.EntryId.ShouldBe(id);
    }

    [Fact]
    public async Task ARow_ThatResemblesAnotherUnitsEntry_CannotGoIntoIt()
    {
        var workshop = await Mentors.MeetAsync(coaching, await coaching.SchoolAsync("import-not-theirs"));
        var row = (await Import.PreviewAsync(workshop.First, [("问答.csv", Encoding.UTF8.GetBytes(Table))], null, Stop))[1];
        row.Duplicates[0].Writable.ShouldBeFalse();

        (await Import.ApplyAsync(workshop.First, [row.Into(row.Duplicates[0])], Stop)).Skipped.ShouldBe([2]);
    }

    [Fact]
    public async Task TwoThousandRows_ArePreviewedAndTakenOver_WithTheirChosenAreas()
    {
        var workshop = await Mentors.MeetAsync(coaching, await coaching.SchoolAsync("import-many"));
        var table = "q,a,indexes\n" + string.Join('\n', Enumerable.Range(0, EntryImport.MostRows).Select(i => $"第{i * 7919}号通知{(char)('一' + i)}{(char)('丁' + (i * 3))}由谁发？,\"先看\n附件{i}。\",问法{i}甲|问法{i}乙"));

        var rows = await Import.PreviewAsync(workshop.First, [("大表.csv", Encoding.UTF8.GetBytes(table))], null, Stop);
        var chosen = rows.Select(row => row with { Entry = row.Entry! with { Area = Area.HomeworkDesign } }).ToList();
        var outcome = await Import.ApplyAsync(workshop.First, chosen, Stop);

        rows.Count.ShouldBe(EntryImport.MostRows);
        outcome.Created.ShouldBe(EntryImport.MostRows);
        outcome.Drafts.ShouldAllBe(draft => draft.Entry.Area == Area.HomeworkDesign && draft.Status == EntryStatus.Draft);
        (await Import.PreviewAsync(workshop.First, [("大表.csv", Encoding.UTF8.GetBytes(table))], null, Stop)).ShouldAllBe(row => row.Effect == ImportEffect.Known);
    }

    [Fact]
    public async Task TheShippedCorpus_GoesBackToItsVeryFiles()
    {
        var city = (await coaching.PersonAsync()) with { UnitPath = "city/" };
        var files = Directory.GetFiles(Path.Combine(Shipped.Repository, "scenarios", "qa"), "*.md", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(Shipped.Repository, file).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);

        using var zip = new ZipArchive(new MemoryStream(await Export.WriteAsync(city, new EntryFilter { Status = EntryStatus.Published }, ExportFormat.Markdown, Stop)));

        var shipped = zip.Entries.Where(entry => files.ContainsKey(entry.FullName)).ToList();
        shipped.Count.ShouldBe(files.Count);
        foreach (var entry in shipped)
        {
            using var content = new MemoryStream();
            await (await entry.OpenAsync(Stop)).CopyToAsync(content, Stop);
            content.ToArray().ShouldBe(files[entry.FullName], entry.FullName);
        }
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Xlsx)]
    [InlineData(ExportFormat.Jsonl)]
    [InlineData(ExportFormat.Markdown)]
    public async Task AMachinesText_CarriesItsLabelInEveryKindOfFile_AndAMentorsDoesNot(ExportFormat format)
    {
        var workshop = await Mentors.MeetAsync(coaching, await coaching.SchoolAsync($"label-{format}"));
        await workshop.Desk.SaveAsync(workshop.First, Mentors.Entry("机器写的那条怎么标？") with { Origin = EntryOrigin.Machine }, null, Stop);
        await workshop.Desk.SaveAsync(workshop.First, Mentors.Entry("导师写的那条怎么标？"), null, Stop);

        var machine = Text(await Export.WriteAsync(workshop.First, new EntryFilter { Text = "机器写的那条", Status = EntryStatus.Draft }, format, Stop), format);
        var mentor = Text(await Export.WriteAsync(workshop.First, new EntryFilter { Text = "导师写的那条", Status = EntryStatus.Draft }, format, Stop), format);

        machine.ShouldContain("AI 生成");
        mentor.ShouldContain("导师写的那条");
        mentor.ShouldNotContain("AI 生成");

        static string Text(byte[] file, ExportFormat format)
        {
            if (format is ExportFormat.Csv or ExportFormat.Jsonl) return Encoding.UTF8.GetString(file);
            using var zip = new ZipArchive(new MemoryStream(file));
            return string.Concat(zip.Entries.Select(entry => new StreamReader(entry.Open(), Encoding.UTF8).ReadToEnd()));
        }
    }

    [Theory]
    [InlineData(ExportFormat.Csv, "out.csv")]
    [InlineData(ExportFormat.Xlsx, "out.xlsx")]
    [InlineData(ExportFormat.Jsonl, "out.jsonl")]
    [InlineData(ExportFormat.Markdown, "out.zip")]
    public async Task AnExport_CanBeImportedElsewhere_WithItsOrigin(ExportFormat format, string name)
    {
        var there = await Mentors.MeetAsync(coaching, await coaching.SchoolAsync($"export-{format}"));
        var entry = Mentors.Entry($"=公式开头的问题{format}，逗号、\"引号\"和|竖线？") with { Origin = EntryOrigin.Machine, Phrasings = ["另一种问法", "再一种"], Tags = ["安全", "接送"] };
        await there.Desk.SaveAsync(there.First, entry, null, Stop);
        var file = await Export.WriteAsync(there.First, new EntryFilter { Status = EntryStatus.Draft }, format, Stop);
        var elsewhere = await Mentors.MeetAsync(coaching, await coaching.SchoolAsync($"elsewhere-{format}"));

        var row = (await Import.PreviewAsync(elsewhere.First, [(name, file)], null, Stop)).ShouldHaveSingleItem();

        row.Effect.ShouldBe(ImportEffect.New);
        row.Entry!.Question.ShouldBe(entry.Question);
        row.Entry.Phrasings.ShouldBe(entry.Phrasings);
        row.Entry.Tags.ShouldBe(entry.Tags);
        row.Entry.Origin.ShouldBe(EntryOrigin.Machine);
        row.Entry.Area.ShouldBe(entry.Area);
        // At home the same file is known already.
        (await Import.PreviewAsync(there.First, [(name, file)], null, Stop)).ShouldHaveSingleItem().Effect.ShouldNotBe(ImportEffect.New);
    }

    [Fact]
    public async Task ATable_OutOfAChineseExcel_IsRead()
    {
        var workshop = await Mentors.MeetAsync(coaching, await coaching.SchoolAsync("import-gb"));
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes("问题;回答;相似问;方面\r\n粉笔灰过敏怎么办？;换无尘粉笔。;粉笔灰呛人;课堂教学\r\n");

        var row = (await Import.PreviewAsync(workshop.First, [("表.csv", gb)], null, Stop)).ShouldHaveSingleItem();

        row.Entry!.Question.ShouldBe("粉笔灰过敏怎么办？");
        row.Entry.Phrasings.ShouldBe(["粉笔灰呛人"]);
        row.Entry.Area.ShouldBe(Area.ClassroomTeaching);
    }

    [Theory]
    [InlineData("x.csv", "没有,表头", ImportFileFault.NoQuestionColumn)]
    [InlineData("x.xlsx", "no zip", ImportFileFault.Unreadable)]
    [InlineData("x.exe", "MZ", ImportFileFault.UnknownKind)]
    [InlineData("x.csv", "", ImportFileFault.Empty)]
    [InlineData("x.csv", "q,a\n,,\n", ImportFileFault.Empty)]
    [InlineData("x.jsonl", "\n\n", ImportFileFault.Empty)]
    public async Task AFile_ThatIsNotWhatItSays_IsRefusedInWords(string name, string content, ImportFileFault fault)
    {
        var workshop = await Mentors.MeetAsync(coaching);

        var refused = await Should.ThrowAsync<ImportFileException>(() => Import.PreviewAsync(workshop.First, [(name, Encoding.UTF8.GetBytes(content))], null, Stop));

        (refused.Fault, refused.File).ShouldBe((fault, name));
    }

    [Fact]
    public async Task BrokenLines_AreNamedOneByOne()
    {
        var workshop = await Mentors.MeetAsync(coaching);
        var lines = "{\"q\":\"好的一行怎么写？\",\"a\":\"这样写。\",\"indexes\":[\"甲\",\"乙\"]}\n{broken\n[1]\n";

        var rows = await Import.PreviewAsync(workshop.First, [("x.jsonl", Encoding.UTF8.GetBytes(lines)), ("y.md", Encoding.UTF8.GetBytes("# no front matter"))], null, Stop);

        rows.Select(row => row.Effect).ShouldBe([ImportEffect.New, ImportEffect.Faulty, ImportEffect.Faulty, ImportEffect.Faulty]);
        rows.Select(row => row.Number).ShouldBe([1, 2, 3, 4]);
        rows[0].Entry!.Phrasings.ShouldBe(["甲", "乙"]);
    }

    [Fact]
    public async Task UseAndAlerts_CountWhatIsSharedAndSayWhatRunsOut()
    {
        var workshop = await Mentors.MeetAsync(coaching, await coaching.SchoolAsync("use"));
        var use = coaching.Services.GetRequiredService<EntryUse>();
        var soon = TimeProvider.System.GetUtcNow().AddDays(20).ToString("yyyy-MM-dd");
        var draft = await workshop.Desk.SaveAsync(workshop.First, Mentors.Entry("校车迟到谁来等？") with { ValidTo = soon, Policies = [new PolicyCitation { Id = "school-protection" }] }, null, Stop);
        await workshop.Desk.SubmitAsync(workshop.First, draft.EntryId, Stop);
        await workshop.Desk.PublishAsync(workshop.Second, draft.EntryId, null, Stop);

        await use.CountViewAsync(workshop.First, draft.EntryId, 1, Stop);
        await use.CountViewAsync(workshop.Second, draft.EntryId, 1, Stop);
        await use.VoteAsync(workshop.First, draft.EntryId, 1, true, null, Stop);
        await use.VoteAsync(workshop.First, draft.EntryId, 1, false, "没说谁签字", Stop);
        var usage = await use.OfAsync(workshop.Second, draft.EntryId, Stop);
        usage.Views.ShouldBe(2);
        (usage.Helpful, usage.NotHelpful).ShouldBe((0, 1));
        usage.Reasons.ShouldHaveSingleItem().Reason.ShouldBe("没说谁签字");
        var neighbour = await coaching.PersonAsync(await coaching.SchoolAsync("use-not"));
        (await use.OfAsync(neighbour, draft.EntryId, Stop)).Views.ShouldBe(0);
        await Should.ThrowAsync<WorkshopException>(() => use.VoteAsync(neighbour, draft.EntryId, 1, true, null, Stop));

        var alerts = await coaching.Services.GetRequiredService<EntryAlerts>().ListAsync(workshop.First, Stop);
        alerts.ShouldContain(alert => alert.Version.EntryId == draft.EntryId && alert.Kind == EntryAlertKind.RunsOut && alert.Subject == soon);
    }

    [Fact]
    public async Task Regression_RunsOnDemandAndAfterAPublish()
    {
        var workshop = await Mentors.MeetAsync(coaching, await coaching.SchoolAsync("regression"));
        var set = coaching.Services.GetRequiredService<RegressionSet>();
        await set.AddAsync(workshop.First, "学生谈恋爱要不要找他们谈", "cm-crush", Stop);
        (await set.RunAsync(workshop.First, null, Stop)).ShouldNotBeNull().Results.ShouldHaveSingleItem().Passed.ShouldBeTrue();

        var id = await workshop.PublishedAsync("校服尺码不合适怎么换？");

        var run = await CoachingFixture.EventuallyAsync(async () => (await set.RunsAsync(workshop.First, 5, Stop)).FirstOrDefault(candidate => candidate.CausedBy == id));
        run.Results.ShouldHaveSingleItem().Rank.ShouldBe(1);
    }
}
