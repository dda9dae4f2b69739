using System.Text;
using Coaching.Homework;
using Coaching.Host.Components.Shared;
using Microsoft.Extensions.Localization;

namespace Coaching.Host.Components.Teacher.Homework;

/// <summary>A revision and what came of it as Markdown, for a notebook or a staff meeting. Its labels go with it.</summary>
internal static class HomeworkText
{
    /// <summary>The text; the label comes first, so that no excerpt from the top lacks it.</summary>
    public static string Of(IStringLocalizer<UiText> text, HomeworkContent content, HomeworkDesign design, HomeworkRevision revision, HomeworkMeasure? measure)
    {
        var (input, result) = (revision.Input, revision.Result);
        var lines = new StringBuilder();
        Add($"# {text["HomeworkText_Head", design.Title, revision.Number].Value}");
        Add($"> {text["HomeworkText_Label"].Value}");
        Add($"## {text["HomeworkText_Assignment", text[$"Grade_{input.Grade}"], input.Subject].Value}");
        Add(input.Text.ReplaceLineEndings("\n").Split('\n').Where(line => line.Trim().Length > 0).Select(line => "    " + line));
        var load = result.Load;
        Add($"## {text[load.Days == 1 ? "Load_Title" : "Load_TitleDays", load.Days].Value}", "", MinutesText.Of(text, load.Total), text[$"Load_{load.Kind}_{load.Verdict}", MinutesText.Round(load.Limit)]);
        Add([$"## {text["HomeworkText_Pupils"].Value}", "", .. result.Pupils.Select(pupil => $"- {pupil.Name}（{pupil.About}）：{MinutesText.Of(text, pupil.Total)}。{pupil.Closing}")]);
        Add([$"## {text["Parent_Title"].Value}", "", .. result.Parent.Told.Select(sentence => $"- {sentence}"), .. result.Parent.Work.Select(work => $"- {text[work.Level.Key()].Value}：{work.Name}，“{work.Line}”")]);
        Add([$"## {text["Criteria_Title"].Value}", "", .. result.Findings.Select(finding => $"- {text[finding.Verdict.Key()].Value}：{finding.Name}{(finding.Quote is null ? "" : $"（“{finding.Quote}”）")}")]);
        if (result.Change is { } change) Add($"## {text["Result_ChangeTitle"].Value}", "", change.Text, change.Rewrite is null ? "" : text["HomeworkText_Rewrite", change.Rewrite].Value);
        if (measure is not null) Add($"## {text["Measure_Title"].Value}", "", text["Measure_Beside", MinutesText.Of(text, result.Pupils.First(pupil => pupil.Level == PupilLevel.Middle).Total), MinutesText.Round(measure.Minutes)]);
        if (result.Reading.Count > 0) Add([$"## {text["Reading_Title"].Value}", "", .. result.Reading.Select(entry => text["Text_Entry", entry.Question, entry.Version].Value)]);
        Add(content.Minutes.About, text["HomeworkText_Foot"]);
        return lines.ToString().TrimEnd() + "\n";

        void Add(params IEnumerable<string> block)
        {
            foreach (var line in block) lines.Append(line).Append('\n');
            lines.Append('\n');
        }
    }
}
