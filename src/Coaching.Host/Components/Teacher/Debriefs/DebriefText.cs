using System.Text;
using Coaching.Feedback;
using Coaching.Host.Components.Shared;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Microsoft.Extensions.Localization;

namespace Coaching.Host.Components.Teacher.Debriefs;

/// <summary>A debrief as plain text for a notebook. Its labels go with it: what a machine wrote, and what no mentor has confirmed.</summary>
internal static class DebriefText
{
    public static string Of(IStringLocalizer<UiText> text, DebriefReading reading)
    {
        var (debrief, persona) = (reading.Debrief, reading.Scenario.Lead.Name);
        var lines = new StringBuilder();
        Add(text["Text_Head", reading.Scenario.Title]);
        Add(text[debrief.EndingKind.Key()], debrief.Narration.Trim());
        if (reading.Summary is not null) Add(text["Text_Summary"], reading.Summary);
        if (debrief.RedLines.Count > 0) Add([text["RedLines_Title"], .. debrief.RedLines.Select(found => text["Text_RedLine", found.Quote, found.Move.ChineseName()].Value)]);
        Add(text["Change_Title"], debrief.Change is null ? text["Change_None"] : debrief.Change.Text);
        if (debrief.Change?.Sayable is { } sayable) Add(text["Text_Sayable", sayable]);
        if (debrief.Keep.Count > 0) Add([text["Keep_Title"], .. debrief.Keep.Select(keep => text["Text_Item", keep.Text].Value)]);
        Add([text["Text_Criteria"], .. reading.Verdicts.Select(Line)]);
        if (reading.Comments.Count > 0) Add([text["Comments_Title"], .. reading.Comments.Select(said => text["Text_Comment", said.Rater, said.Comment!].Value)]);
        if (debrief.Untold.Count > 0) Add([text["Untold_Title", persona], .. debrief.Untold.Select(fact => text["Text_Untold", fact.About, fact.EarnedBy].Value)]);
        if (debrief.Reading.Count > 0) Add([text["Reading_Title"], .. debrief.Reading.Select(entry => text["Text_Entry", entry.Question, entry.Version].Value)]);
        Add(text["Text_Foot"]);
        return lines.ToString().TrimEnd();

        // What a mentor corrected is told as the mentor sees it.
        string Line(CriterionVerdicts verdicts)
        {
            var quote = verdicts.Trust == VerdictTrust.Corrected ? verdicts.People[0].Quote : verdicts.Machine.Quote;
            return text[quote is null ? "Text_CriterionTrust" : "Text_CriterionTrustQuoted", text[verdicts.Counting.Key()], text[verdicts.Trust.Key()], verdicts.Machine.Name, quote ?? ""];
        }

        void Add(params IEnumerable<string> block)
        {
            foreach (var line in block) lines.Append(line).Append('\n');
            lines.Append('\n');
        }
    }
}
