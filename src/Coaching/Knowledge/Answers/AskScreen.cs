using System.Text.RegularExpressions;
using Coaching.Knowledge.Retrieval;

namespace Coaching.Knowledge.Answers;

/// <summary>Why a question is declined rather than passed on.</summary>
public enum DeclineReason
{
    /// <summary>It is not declined.</summary>
    None,
    /// <summary>No matter of a teacher's work.</summary>
    NotSchool,
    /// <summary>Words that are meant to change what the machine does, or to get at what it holds.</summary>
    Machine,
    /// <summary>It asks how to hide, forge or get even.</summary>
    Harmful,
}

/// <summary>Recognises, by their wording alone, questions that no retrieval should be tried for.</summary>
internal static partial class AskScreen
{
    // Fewer pairs of characters than this say nothing: 在吗, 哦, asdfgh.
    private const int FewestPairs = 3;

    /// <summary>Why a question is declined; <see cref="DeclineReason.None"/> when it may be looked up.</summary>
    public static DeclineReason Reason(string question)
    {
        if (Machine().IsMatch(question)) return DeclineReason.Machine;
        if (Harmful().IsMatch(question)) return DeclineReason.Harmful;
        return SaysNothing(question) || (SmallTalk().IsMatch(question) && !IsAboutSchool(question)) ? DeclineReason.NotSchool : DeclineReason.None;
    }

    /// <summary>Whether a question names anything of school life: only then are mentors asked.</summary>
    public static bool IsAboutSchool(string question) => School().IsMatch(question);

    private static bool SaysNothing(string question)
    {
        var pairs = new List<ulong>();
        ChineseText.Terms(ChineseText.Normalise(question), TermView.Bigrams, pairs);
        return pairs.Distinct().Count() < FewestPairs;
    }

    // Commands to the machine. Teachers do speak of ignoring and forgetting rules, so the object must be the machine's.
    [GeneratedRegex(
        """
        (忽略|忘记|忘掉|无视|忽视|不要管|撤销|跳过|覆盖)(你|以上|上面|上一条|前面|之前|先前|所有|一切|全部|系统|安全).{0,12}(设定|设置|指令|提示|规则|规定|要求|约束|身份|消息|检查|限制)
        |(系统|内部|初始|隐藏|你的|你背后的?)(的)?.{0,4}(提示词|提示语|设定|指令|规则清单|prompt)|提示词.{0,6}(发|给|输出|打印|看)|(输出|打印|复述|翻译|贴出|公开|显示).{0,12}(提示词|指令|配置|环境变量|第一条消息|系统消息|隐藏的内容)
        |(从现在|从此刻|现在)(起|开始)?.{0,6}(你(就)?是|你(就)?自由|扮演|没有任何限制|忽)|你不再是|(没有|解除|不受).{0,6}(限制|约束|道德)|(进入|切换|以).{0,4}(开发者|管理员|越狱|上帝)(模式|身份)?|越狱|角色切换|最高优先级|\bDAN\b
        |(扮演|假装你?是|假设你).{0,10}(AI|助手|黑客|机器人|奶奶|校长|没有)|假装你什么都知道|(不要|不用|不再)(标注|引用).{0,6}(出处|来源)
        |(导出|列出|显示|删除|告诉我).{0,10}(数据库|别(人|的老师)|其他(学校|老师)|全校(教师|老师)|所有(老师|用户|教师)|全部用户|后台|日志|密钥|密码|条目)|(API|后台|管理员).{0,6}(密钥|账号|密码|日志)|后台日志|密钥(发|给|念)
        |</?cue|\[?系统消息|system\s*[:：]|SELECT\s.+FROM|DROP\s+TABLE
        |(ignore|disregard|override|forget)\b.{0,30}\b(instruction|prompt|rule)|system\s+prompt|jailbreak|developer\s+mode|(act\s+as|pretend).{0,20}\b(unrestricted|pirate|no\s+rules|AI)\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Machine();

    // How to forge, hide, hurt or take: the asker wants to do it, which 怎么让, 帮我 and 教我 give away, and a 不 before it
    // takes back.
    [GeneratedRegex(
        """
        (帮我|替我|教我|给我|怎么|怎样|如何|想个?).{0,8}(?<!不|不想|不是|没)(伪造|造假|做(一份)?假|做假|编造|编几条假|编一个没|P一?张|PS一?张|冒充|刷高|刷满意)
        |(假的?)(家长)?(签名|证明|记录|台账|请假条|发票)|没上的课补成|编个理由骗
        |(怎么|怎样|如何|有没有办法|想|能不能|怎么才能).{0,12}(瞒(过|住|着)|压下去|封住|别让.{0,6}知道|撇清|骗过|不让.{0,4}(家长|上级|领导|学校).{0,4}知道|让.{0,8}(别知道|闭嘴|改口|不敢告诉|别往外说))
        |(怎么|怎样|如何|有什么(招|办法)|想|我要).{0,10}(?<!不|不想|不像|不让他|不让她)(整(一整|治|死|他|她)|报复|羞辱|穿小鞋|逼走|抬不起头|孤立那个|全班孤立|吓唬|骂学生才)|看不出伤|不留痕|匿名信|转不了学也毕
        |(怎么|怎样|如何|有没有办法).{0,10}(查不出|查不到|不被(查|发现)|躲过检查|删掉.{0,4}监控|逃过)|怎么(收|拿|暗示).{0,8}(红包|回扣|提成|送礼|转钱)|拿(回扣|提成)
        |推给学生|偷偷扣|偷看.{0,6}(聊天|手机|日记).{0,4}怎么|怎么偷看|(查一下|弄到|搞到).{0,8}(住址|卡号|工作单位|身份证号)|(装摄像头|定位).{0,6}(不让|学生手机)|座位.{0,4}卖给|班费.{0,4}挪
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Harmful();

    // Words to the machine as to a person.
    [GeneratedRegex(
        """
        ^(你好|您好|嗨|哈喽|喂|早上好|晚安|谢谢|辛苦|再见|拜拜|哈哈|测试)
        |^你(是|叫|几岁|多大|会|能(干|做)什么|喜欢|觉得|有没有|有感情|住|妈妈|背后|跟|好|真|答|可以叫|猜|支持)
        |(讲|说|来)(个|一?段|点).{0,4}(笑话|故事|相声|绕口令|好听)|唱(首|个)?歌|(陪|随便|我们来).{0,3}(聊|玩)|猜个?谜|今天(星期|几号)|现在几点|明天.{0,4}(下雨|天气)|中午吃啥|夸夸我|我喜欢你|女朋友
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex SmallTalk();

    [GeneratedRegex("学生|学校|家长|老师|教师|班|课|作业|年级|校|孩子|教研|考试|教学|教室|同学|备课|上学|教育|职称|编制|学籍|教材|支教|小学|初中|高中|中考|高考", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex School();
}
