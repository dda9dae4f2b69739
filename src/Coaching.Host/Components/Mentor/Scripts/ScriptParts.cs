using Microsoft.Extensions.Localization;

namespace Coaching.Host.Components.Mentor.Scripts;

/// <summary>Parts of a script that the form adds, to be filled in.</summary>
internal static class ScriptParts
{
    /// <summary>A hidden fact; an item of a list, without its hyphen.</summary>
    public static string NewFact(IStringLocalizer<UiText> text, int number) => $$"""
        id: fact-{{number}}
        kind: fact
        about: {{text["Script_NewFact_About"]}}
        earnedBy: {{text["Script_NewFact_EarnedBy"]}}
        when: { trustAtLeast: 45, movesAny: [OpenQuestion, Empathize, Reflect] }
        tells:
          - {{text["Script_NewFact_Tell"]}}
        telltales: [{{text["Script_NewFact_Telltale"]}}]
        paraphrases:
          - {{text["Script_NewFact_Paraphrase"]}}
        """;
}
