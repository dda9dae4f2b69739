using System.Text.RegularExpressions;
using Coaching.Rehearsals.Moves;

namespace Coaching.Rehearsals;

/// <summary>Recognises words that make no sense in the scene: commands to the machine, and text without any word.</summary>
internal static partial class OutOfScene
{
    /// <summary>Whether a persona would not know what to make of this.</summary>
    public static bool Is(string text, IReadOnlyCollection<Move> moves) =>
        CommandsTheMachine().IsMatch(text) || (moves.Count == 0 && !text.Any(char.IsLetter));

    [GeneratedRegex(
        @"(忽略|忘记|无视).{0,8}(设定|指令|提示|规则|身份)|系统提示|提示词|你(其实)?是(一个)?(AI|人工智能|机器人|语言模型)|(扮演|角色).{0,4}(结束|取消|停止)|隐藏的?(想法|信息|事实|设定)|ignore\b.{0,30}\b(instruction|prompt)|system prompt|jailbreak",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommandsTheMachine();
}
