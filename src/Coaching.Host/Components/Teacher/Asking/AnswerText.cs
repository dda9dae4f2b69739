using System.Text;
using Coaching.Knowledge.Answers;
using Microsoft.Extensions.Localization;

namespace Coaching.Host.Components.Teacher.Asking;

/// <summary>An answer as plain text: its label and its sources go along.</summary>
internal static class AnswerText
{
    public static string Of(IStringLocalizer<UiText> text, string question, GroundedAnswer answer)
    {
        var lines = new StringBuilder(text["Copy_Answer", question, answer.Label]).Append('\n');
        foreach (var (sentence, citation) in answer.Sentences)
        {
            lines.Append(text["Copy_AnswerSentence", sentence, citation.Question, citation.Version, citation.Section]).Append('\n');
        }

        foreach (var policy in answer.Policies) lines.Append(text["Entry_Policy", policy.Title, policy.Article]).Append('\n');
        return lines.ToString().TrimEnd();
    }
}
