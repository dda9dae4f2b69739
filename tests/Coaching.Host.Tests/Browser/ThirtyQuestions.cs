using System.Text;
using Microsoft.Playwright;

namespace Coaching.Host.Tests.Browser;

/// <summary>A table of thirty questions as a Chinese Excel saves it; the last two are known: one is shipped but for a word, one repeats the first row.</summary>
internal static class ThirtyQuestions
{
    public const string ShippedOne = "学生之间传在谈恋爱，我该不该找他们谈？";

    private static readonly string[] Subjects =
    [
        "粉笔灰过敏嗓子总是哑", "班级图书角的书常常不见", "值日生名单大家都说不公平", "教室空调温度吵个没完", "校服总有几个人忘记穿", "春游分组没人愿意带他", "早读领读员天天迟到",
        "午睡时总有人讲小话", "图画课颜料洒了一地", "合唱比赛服装费收不齐", "植物角的花没人浇水", "窗帘拉绳被扯断三回", "元旦节目报名太多", "扫帚拖把摆得乱七八糟", "饮水机前面排队打闹",
        "黑板报每期都是两个人画", "运动会没人报长跑", "储物柜钥匙经常丢", "课间玩游戏卡引来争吵", "失物招领箱堆满了", "升旗站队总有人晕倒", "文具攀比越来越厉害", "多媒体课件打不开",
        "投影灯泡突然坏掉", "家长开放日座位不够", "实习老师来听课学生起哄", "雨天室内活动太吵", "新发教材缺了几本",
    ];

    public static string First => Subjects[0] + "，我该怎么办？";

    public static FilePayload Table()
    {
        string[] questions = [.. Subjects.Select(subject => subject + "，我该怎么办？"), "学生之间传在谈恋爱，该不该找他们谈？", Subjects[0] + "，该怎么办呢？"];
        var text = "q,a,indexes\r\n" + string.Concat(questions.Select((question, i) => $"{question},\"先把事情问清楚，再说第{i + 1}步。\r\n第二天回头看一次。\",问法{i}甲|问法{i}乙\r\n"));
        return new FilePayload { Name = "三十问.csv", MimeType = "text/csv", Buffer = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(text) };
    }
}
