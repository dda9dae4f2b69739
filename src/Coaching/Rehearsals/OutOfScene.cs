using System.Text.RegularExpressions;
using Coaching.Rehearsals.Moves;

namespace Coaching.Rehearsals;

/// <summary>Recognises words that make no sense in the scene: commands to the machine, and text without any word.</summary>
internal static partial class OutOfScene
{
    /// <summary>Whether a persona would not know what to make of this.</summary>
    public static bool Is(string text, IReadOnlyCollection<Move> moves) =>
        CommandsTheMachine().IsMatch(text) || (moves.Count == 0 && !text.Any(char.IsLetter));

    // A teacher may well say 你不能无视课堂规则 or 忘记我的提示: only what is meant for the machine counts.
    [GeneratedRegex(
        @"(忽略|忘记|忘掉|无视)(你|以上|上面|前面|之前|先前|所有|一切|全部).{0,8}(设定|指令|提示|规则|身份)|系统提示|你的提示词|(输出|公开|显示|打印|告诉我?|说出|复述).{0,6}提示词|你(其实)?是(一个)?(AI|人工智能|机器人|语言模型)|(扮演|角色).{0,4}(结束|取消|停止)|隐藏的?(想法|信息|事实|设定)|ignore\b.{0,30}\b(instruction|prompt)|system prompt|jailbreak",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommandsTheMachine();
}
