using System.Text.RegularExpressions;

namespace Coaching.Scenarios.Workshop;

/// <summary>
/// Says in Chinese what the reader and the validator say in English, which is the language of the repository. A message
/// that is not in the table is one of the YAML parser's own: mentors are told what is mostly behind those.
/// </summary>
internal static partial class ProblemInChinese
{
    /// <summary>What is said of anything else.</summary>
    public const string Otherwise = "这里的 YAML 写法读不通。多半是缩进没对齐、冒号后面少了空格，或者引号没有成对。";

    private static readonly (Regex Said, string Chinese)[] Table =
    [
        // What the text is as a whole.
        Row(@"^the file has (\d+) characters$", "整份脚本有 {1} 个字符，太长了。请精简到 40 万以内。"),
        Row(@"^the file is not one mapping", "读不出脚本。请从 `id: …` 这一行写起，后面一行一个“键: 值”。"),
        Row(@"^the file is nested too deeply$", "这里套得太深了，请展开来写。"),
        Row(@"^an alias \(\*\) is used$", "这里用了引用（*）。请把原文写出来，别人才看得到说了什么。"),
        Row(@"^an anchor \(&\) is used$", "这里用了锚点（&），请去掉。"),
        Row(@"^a tag \(!\) is used$", "这里用了标签（!）。请去掉；以“!”开头的文字要加引号。"),
        Row(@"^an item of a list is empty$", "列表里有一条是空的。写上内容，或者去掉这个“-”。"),
        Row(@"^a key(?: of this mapping)? is (?:without a value|without a value.*)$", "这个键后面没有内容。写上内容，或者去掉这个键。"),
        Row(@"^required and not there: (.+)$", "缺少 {1}，请补上。"),
        Row(@"^Property '([^']+)' not found on type", "没有“{1}”这个键。检查拼写，或者缩进错了一层。"),
        Row(@"uplicate key '?([^'.]+)'?", "“{1}”写了两次，留一个。"),
        Row(@"uplicate", "同一个键写了两次，留一个。"),
        Row(@"^'(.+)' is not one of (.+)$", "“{1}”不能写在这里，可以写：{2}。"),
        Row(@"^The input string '(.*)' was not in a correct format", "“{1}”应当是一个数字。"),
        Row(@"Value was either too large or too small", "这个数字太大或太小了。"),
        Row(@"^id '(.+)' is not the file's name$", "`id` 写成了“{1}”。这份脚本的编号已经定了，请改回原来的编号。"),
        // Head.
        Row(@"^homework to hand in cannot be played yet$", "这一类还不能演练，请写 `kind: dialogue`。"),
        Row(@"^version is below 1$", "版本号从 1 起。"),
        Row(@"^difficulty (.+) is not 1 to 3$", "难度 {1} 不对，写 1、2 或 3。"),
        Row(@"^maxTurns (.+) is not 6 to (\d+)$", "老师最多说 {1} 次不合适，写 6 到 {2}。"),
        Row(@"^minutes (.+) is not 3 to 30$", "时长 {1} 分钟不合适，写 3 到 30。"),
        Row(@"^grades are not within 1 to 12$", "年级要写 1 到 12，至少一个。"),
        Row(@"^no topics$", "还没有主题词。写三到六个，老师练完能从百问百答读到相关内容。"),
        Row(@"^nobody to talk with$", "还没有人物，请写一位。"),
        Row(@"^(\d+) ways to say 不清楚$", "“不清楚”的说法只有 {1} 种，至少写 6 种。"),
        Row(@"^(\d+) puzzled reactions$", "听不懂时的反应只有 {1} 种，至少写 5 种。"),
        Row(@"^the worked example is too short$", "示范对话太短，至少写 4 个来回。"),
        // People and what they keep back.
        Row(@"^a starting value is not 0 to 100$", "开场的数值要在 0 到 100 之间。"),
        Row(@"^no shift for (.+)$", "这些话语行为还没有写影响：{1}。"),
        Row(@"^a shift of (\w+) is not", "{1} 的影响要在 −20 到 20 之间。"),
        Row(@"^(\w+) harms but is rewarded$", "{1} 是伤人的话，不能加信任、加敞开或减激动。"),
        Row(@"^(\d+) hidden facts$", "隐情只有 {1} 条，主要人物至少写 3 条。"),
        Row(@"^(\d+) ways to tell '(.+)'$", "隐情“{2}”只有 {1} 种说出来的话，至少写 3 种。"),
        Row(@"^(\d+) telltale words$", "露底的字眼只有 {1} 个，至少写 3 个：检查泄底要用。"),
        Row(@"^(\d+) paraphrases of '(.+)'$", "隐情“{2}”的别种说法只有 {1} 种。写到 3 种，泄底查得更准。"),
        Row(@"^“(.+)” holds a telltale word$", "“{1}”里有露底的字眼。换个说法，露底的字眼本来就会查。"),
        Row(@"^“(.+)” gives '(.+)' away before it is earned$", "“{1}”会提前泄露隐情“{2}”。换个说法，或者让这句话等隐情说出以后再出现。"),
        Row(@"^no hidden fact is called '(.+)'$", "没有编号为“{1}”的隐情，检查拼写。"),
        Row(@"^nobody is called '(.+)'$", "没有编号为“{1}”的人物，检查拼写。"),
        Row(@"^id '(.+)' is used (\d+) times$", "编号“{1}”用了 {2} 次，每个编号只能用一次。"),
        Row(@"^'(.+)' has (\d+) lines$", "“{1}”只有 {2} 句台词，写到 20 句才够用。"),
        Row(@"^'(.+)' has nothing to say at (\w+) trust after (\w+)$", "“{1}”在信任为 {2}、老师的话属于 {3} 时没有话说，可以补一组。"),
        // Lines and answers.
        Row(@"^beat '(\w+)' is there (\d+) times$", "阶段 {1} 出现了 {2} 次，四个阶段各写一次。"),
        Row(@"^(\d+) first sentences$", "开场白只有 {1} 句，至少写 3 句。"),
        Row(@"^lines answer nothing$", "这组台词没有写接在什么话后面，请写 `after` 或 `moves`。"),
        Row(@"^(\d+) lines$", "台词一共 {1} 句，至少写 120 句，练几次才不会重样。"),
        Row(@"^the line “(.+)” stands (\d+) times$", "台词“{1}”写了 {2} 次，留一句。"),
        Row(@"^(\w+) × (\w+) × (\w+) can be reached and has (\d+) lines$", "阶段 {1}、信任 {2}、老师的话属于 {3} 时会走到，只有 {4} 句台词，至少写 3 句。"),
        Row(@"^(\d+) answers$", "问答只有 {1} 条，至少写 15 条。"),
        Row(@"^'(.+)' is asked in (\d+) ways$", "问答“{1}”只写了 {2} 种问法，至少写 3 种。"),
        Row(@"^'(.+)' is answered in (\d+) ways$", "问答“{1}”只写了 {2} 种答法，至少写 2 种。"),
        Row(@"^'(.+)' is gated but has no way around it$", "问答“{1}”有条件，还要写 `refuse`：没到时候怎么绕开。"),
        // Endings.
        Row(@"^the last ending has a condition$", "最后一种结局不能有条件：总得有一种收场。"),
        Row(@"^endings after '(.+)' can never apply$", "结局“{1}”没有条件，它后面的结局永远轮不到。给它写上 `when`。"),
        Row(@"^'(.+)' would end the talk at once", "结局“{1}”会让谈话一开始就结束，给它写上 `when`。"),
        Row(@"^'(.+)' has (\d+) last words$", "结局“{1}”只有 {2} 句收尾的话，至少写 2 句。"),
        Row(@"^no ending is a Success$", "还没有谈成的结局，写一种（kind: success）。"),
        Row(@"^no ending is a Partial$", "还没有谈了一半的结局，写一种（kind: partial）：不是每次谈话非成即败。"),
        Row(@"^no ending is a Failure$", "还没有谈崩的结局，写一种（kind: failure）。"),
        Row(@"^nobody can ever earn '(.+)'$", "隐情“{1}”怎么谈都听不到，把条件放宽一些。"),
        Row(@"^nobody can come to '(.+)'$", "结局“{1}”怎么谈都走不到，放宽条件，或者往前挪。"),
        // Criteria.
        Row(@"^(\d+) criteria$", "评点要点只有 {1} 条，至少写 6 条。"),
        Row(@"^fewer than 2 positive examples$", "做到的例子不够，至少写 2 段。"),
        Row(@"^fewer than 2 negative examples$", "没做到的例子不够，至少写 2 段。"),
        Row(@"^a rule needs exactly one key$", "一条规则只能用一个键：turn、order、never、all、any、turnsFewerThan、factTold、factUntold。"),
        Row(@"^a pattern matches any turn$", "这条规则对任何话都成立。写上 moves、allMoves 或 phrases。"),
        // Levels.
        Row(@"^no levels$", "还没有分难度档位。写上从容和吃劲两档，老师可以挑着练。"),
        Row(@"^every level has the same facts$", "每一档的隐情都一样。可以让一两条只在吃劲的一档出现。"),
        Row(@"^no start for '(.+)'$", "这一档没有写“{1}”开场时的状态。"),
        Row(@"^gains (.+) is not (\d+) to (\d+)$", "好话的效果 {1} 不合适，写 {2} 到 {3}。"),
        Row(@"^harms (.+) is not (\d+) to (\d+)$", "伤人的话的效果 {1} 不合适，写 {2} 到 {3}。"),
        Row(@"^'(.+)' is not there at every level$", "隐情“{1}”不是每一档都有，结局和评点要用每一档都有的。"),
    ];

    /// <summary>The problem and how to mend it, in one or two sentences.</summary>
    /// <param name="problem">What is wrong, as the reader says it.</param>
    public static string Of(string problem)
    {
        foreach (var (said, chinese) in Table)
        {
            if (said.Match(problem) is { Success: true } match) return Placeholder().Replace(chinese, place => match.Groups[int.Parse(place.ValueSpan[1..^1])].Value);
        }

        return Otherwise;
    }

    private static (Regex, string) Row(string said, string chinese) => (new Regex(said, RegexOptions.None, TimeSpan.FromSeconds(1)), chinese);

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
