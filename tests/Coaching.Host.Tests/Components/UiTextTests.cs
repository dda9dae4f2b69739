using System.Text.RegularExpressions;
using System.Xml.Linq;
using Coaching.Feedback;
using Coaching.Homework;
using Coaching.Host.Components.Mentor.Scripts;
using Coaching.Host.Components.Mentor.Tools;
using Coaching.Host.Components.Mentor.Workshop;
using Coaching.Host.Tests.Running;
using Coaching.Knowledge;
using Coaching.Knowledge.Answers;
using Coaching.Knowledge.Workshop;
using Coaching.Rehearsals;
using Coaching.Scenarios;
using Coaching.Scenarios.Workshop;
using Coaching.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Shouldly;

namespace Coaching.Host.Tests.Components;

/// <summary>Every text a page asks for exists, and every text that exists is asked for.</summary>
public sealed partial class UiTextTests(InProcessHost host) : IClassFixture<InProcessHost>
{
    private static readonly string Source = Path.Combine(Machine.RepositoryRoot, "src", "Coaching.Host");

    private static readonly HashSet<string> Defined =
        XDocument.Load(Path.Combine(Source, "Resources", "UiText.resx")).Root!.Elements("data").Select(data => data.Attribute("name")!.Value).ToHashSet(StringComparer.Ordinal);

    [Fact]
    public void Keys_AskedForInSource_AreDefined()
    {
        var asked = Files().SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => match.Groups["key"].Value)).Distinct(StringComparer.Ordinal).ToList();

        asked.Count.ShouldBeGreaterThan(150);
        asked.Where(key => !Defined.Contains(key)).ShouldBeEmpty();
    }

    [Fact]
    public void Keys_OfValuesThatArePrinted_AreDefined()
    {
        string[] keys =
        [
            .. Of<Area>(), .. Of<Area>().Select(key => key + "_About"), .. Of<CareerStage>(), .. Of<EndingKind>(), .. Of<RehearsalRefusal>(),
            .. Of<RehearsalStatus>(), .. Of<Visibility>(), .. Of<Visibility>().Select(key => key + "_About"), .. Of<Verdict>(), .. Of<Competency>(),
            .. Of<EntryStatus>(), .. Of<EntryOrigin>(), .. Of<EntryFault>(), .. Of<EntryAlertKind>(), .. Of<WorkshopRefusal>(), .. Of<EntryAct>(),
            .. EntryReader.Headings.Select((_, number) => $"Section_{number}_Hint"), .. Enum.GetNames<InquiryStatus>().Select(name => "Inbox_State_" + name),
            .. Enum.GetNames<Verdict>().Select(name => "Criterion_NoQuote_" + name), .. Of<AgreementReading>(), .. Enum.GetNames<HintGrade>().Select(name => "Hint_" + name), .. Enum.GetNames<ScenarioLevel>().Select(name => "Level_" + name), .. Of<VerdictTrust>(), .. Of<VerdictTrust>().Select(key => key + "_About"),
            .. Enum.GetNames<TrustBand>().SelectMany(name => new[] { "Mood_Trust_" + name, "Mood_Agitation_" + name }),
            .. Of<ExportFormat>(), .. Of<ExportFormat>().Select(key => key + "_About"), .. Of<ImportFileFault>(), .. Of<ImportEffect>(), .. Of<ImportView>(),
            .. Enum.GetNames<EntryFault>().Select(name => "ImportFault_" + name), .. Enum.GetNames<EntryStatus>().Select(name => "Import_Status_" + name),
            .. Enum.GetNames<AnswerKind>().Select(name => "HitVerdict_" + name), .. Enum.GetNames<DeclineReason>().Where(name => name != nameof(DeclineReason.None)).Select(name => "HitWhy_" + name),
            .. new[] { WorkshopRefusal.NotFound, WorkshopRefusal.TooLong, WorkshopRefusal.SetFull }.Select(reason => $"Regression_Refused_{reason}"),
            .. Of<ScenarioDraftState>(), .. Of<ScenarioDeskRefusal>(), .. Of<ScriptTab>(), .. Of<ScriptAct>(), .. Of<TeacherSkill>(),
            .. Of<TestFindingKind>(), .. Of<TestFindingKind>().Select(key => key + "_Mend"),
            .. Of<HomeworkRefusal>(), .. Of<TaskDemand>(), .. Of<DutyLevel>(), .. Of<Boredom>().Where(key => key != "Boredom_None"),
            .. Enum.GetNames<LoadLimit>().SelectMany(limit => Enum.GetNames<Verdict>().Select(verdict => $"Load_{limit}_{verdict}")),
            .. Enumerable.Range(1, 3).Select(level => $"Difficulty_{level}"), .. Enumerable.Range(1, 12).Select(grade => $"Grade_{grade}"),
        ];

        keys.Where(key => !Defined.Contains(key)).ShouldBeEmpty();
    }

    [Fact]
    public void Localizer_ForAKey_FindsChinese()
    {
        var text = host.Services.GetRequiredService<IStringLocalizer<UiText>>();

        text["Ai_Label"].ResourceNotFound.ShouldBeFalse();
        text["Ai_Label"].Value.ShouldBe("AI 生成");
    }

    private static IEnumerable<string> Of<T>()
        where T : struct, Enum => Enum.GetNames<T>().Select(name => $"{typeof(T).Name}_{name}");

    private static IEnumerable<string> Files() => new[] { "*.razor", "*.cs" }
        .SelectMany(pattern => Directory.EnumerateFiles(Source, pattern, SearchOption.AllDirectories));

    [GeneratedRegex("""(?:\bL|\btext)\[(?:[a-z][^\]"]*\? )?"(?<key>[A-Z][A-Za-z0-9_]+)"(?! \+)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Key();
}
