using System.Text.RegularExpressions;

namespace Coaching.Rehearsals;

/// <summary>
/// Recognises what is no longer practice: a teacher who speaks of ending their own life, or of a real child who is being
/// harmed. A list of wordings, not a diagnosis: it stops the role-play and shows where help is, and whoever only speaks
/// in the scene says so and goes on.
/// </summary>
public static partial class RealDanger
{
    /// <summary>Whether a text speaks of a real danger.</summary>
    public static bool In(string text) => OwnLife().IsMatch(text) || RealChild().IsMatch(text);

    // Only in the first person: 她说过不想活了 is what the scenes on referral are about.
    [GeneratedRegex(
        @"(?<![他她你您们“「『‘：])(?<!(他|她|我|孩子|同学|妈妈|爸爸|学生)说)(我|自己|本人)(真的?|也|都|现在|已经|最近|有时|常常|一直|好几次|就)*.{0,4}(不想活|想死|活不下去|活够了|想自杀|想轻生|想结束(自己|生命)|想伤害自己|割过?腕|自残)|活着(真的?|也)?没(有)?意思(了|，|。|$)|想从.{0,6}楼上跳下去",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OwnLife();

    // A child in the scene is not meant unless the words say that it is for real.
    [GeneratedRegex(
        @"(不是(在)?演练|这是真的|真事|真实的事|现实(里|中)|说真的|我(们)?班(上)?(真的?|现在|确实)有)[^。！？\n]{0,60}(自残|自杀|轻生|割腕|不想活|被.{0,6}(打|虐待|猥亵|性侵|侵犯)|家暴|性侵|猥亵|遍体|身上.{0,4}伤)",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RealChild();
}
