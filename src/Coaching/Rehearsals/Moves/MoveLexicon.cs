using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Coaching.Rehearsals.Moves;

/// <summary>
/// Word classes written by hand. A few thousand labelled utterances cannot show every word for a feeling or a
/// punishment; a class lets the trainer learn from “委屈” what it then also knows of “憋屈”. Numbers before a measure
/// word, and what looks like a pupil's name, are classes too.
/// </summary>
internal static class MoveLexicon
{
    /// <summary>One class a line: its name, then its words. A word stands in one class only.</summary>
    public const string Source = """
        Feeling 着急 难受 委屈 难过 心疼 揪心 担心 焦虑 害怕 紧张 生气 窝火 憋屈 煎熬 崩溃 失落 失望 伤心 孤单 孤独 尴尬 难堪 难为情 心慌 发慌 不甘 无助 疲惫 辛苦 不容易 为难 不好受 不是滋味 滋味 堵得慌 愧疚 自责 沮丧 泄气 灰心 心烦 烦躁 恼火 憋闷 心里堵 心里不 心酸 难熬 吃力 累坏 够累 悬着 不安 慌张 懊恼 丢脸 没面子 受伤 压抑 闷 怕 急 累 烦 慌 气 疼
        Accept 换成我 换了谁 换谁 换作 搁谁 谁都会 谁都 谁不 我懂 我理解 能理解 理解您 理解你 我明白 我知道 能体会 体会 我看得出 看得出 很正常 太正常 难免 是应该的 听着 想必 一定很 肯定很
        Sorry 对不起 抱歉 道歉 我的错 我不对 疏忽 责任在我 怪我 是我没 没做好 没做到 考虑不周 失误 我的问题 赔个不是 不应该 我错了 不周 我判断错 我说错 我弄错 我的过失 我失约 检讨自己 我承认
        Mine 我来 我会 我把 我给 我每天 我陪 我帮 我替 我先 我跟 我带 我去 我请 我们一起 咱们一起 我和你 我和您 我安排 我负责 我约 我联系 由我 我让 我再 我送
        When 明天 明早 明晚 今晚 今早 今天 昨天 昨晚 后天 前天 下周 上周 本周 这周 这两周 周末 放学后 放学前 放学 下课 课间 大课间 午休 早读 中午 下午 上午 晚上 早上 傍晚 月底 下个月 这个月 这学期 上学期 开学 每天 每晚 每周 每节课 睡前 饭后 午饭后 晚自习 礼拜 星期 回头 以后 从现在起
        Report 回话 打电话 通电话 打给您 去个电话 给您打 发给您 告诉您 告诉你 答复 回音 通个气 通气 碰一次 碰个头 碰面 碰头 再聊 再谈 见面 面谈 接着谈 接着聊 接着说 说进展 进展 给我看 拿来 给我一个 反馈 回复您 再看一次 再碰 再约 当面
        TellMore 说说 讲讲 聊聊 谈谈 说给我听 讲给我听 听您说 听你说 听听 慢慢说 慢慢讲 从头说 什么样 怎么样的 怎么了 怎么回事 发生了什么 怎么过 怎么看 什么感受 什么想法 什么感觉 哪些 有什么 什么情况 什么原因 怎么办 怎么做
        Reason 为什么 怎么想 怎么知道 怎么看出 怎么得 怎么推 怎么确定 怎么判断 怎么证明 依据 理由 根据 凭哪 凭什么断定 证据 道理 怎么考虑 思路 推出 判断 说明什么 怎么解释 是怎么想到
        Closed 几点 几次 几个 几天 几遍 几道 多少 多久 多长 哪天 哪一天 有没有 是不是 是否 什么时候 第几 哪一题 哪一页 多大 了没有 了没 过没有 大概
        Rhetoric 难道 凭什么 到底 究竟 就不能 好意思 怎么就 有脸 没长 什么样子 还要我 早干 干什么去 干嘛 谁让你 谁教你 管不管 当耳边风 摆设 怎么当 谁的错 活该 还有理 算什么 说得过去 问问自己 长眼睛 带耳朵
        Fault 都怪 怪你 怪您 怪谁 都是你 都是您 你们家长 当家长 当妈 当爸 当爹 做家长 做父母 为人父母 惯的 惯坏 惯着 溺爱 宠坏 不管孩子 不闻不问 不配合 不上心 不负责 拖后腿 害得 又是你 就你 你们这些 存心 故意
        Menace 等着 试试 看我 后果 别怪我 走着瞧 算账 收拾 信不信 叫家长 叫你爸 叫你妈 滚 开除 退学 转走 劝退 处分 记过 档案 取消 别想 就别 看着办 掂量 别后悔 没好果子 自负 不客气 再有下次 下次再 下回再 再敢 再犯 最后一次 送派出所 警察 毕业证 等我
        Rule 规定 校规 班规 约定 规则 制度 守则 手册 不可以 不能 不行 不允许 不许 不接受 底线 说好的 要求 按流程 申诉 登记 代管 例外
        Punish 罚站 罚抄 罚 站着 站到 站满 蹲 跪 跑圈 操场跑 俯卧撑 板子 手心 扇 耳光 停课 反省 赶出 出去 走廊 抄写 抄 遍 扫厕所 示众 检讨书 念检讨 搜包 撕 砸
        HomeDuty 批改 批一 签字 签名 拍照 打卡 家长检查 报听写 听写 改分 对答案 上传 家长负责 请家长 爸爸妈妈 监督 录视频 打印
        Money 补课 补习 收费 红包 购物卡 礼物 收礼 转账 转给我 一节 块钱 交钱 费用 班费 小班 报名费 茶叶 表示 意思一下 一对一
        Rank 排名 名次 第一名 最后一名 倒数 前十 前三 榜 贴 公布 红黑榜 成绩单 公示 念成绩 垫底 最低分 最高分 分数 年级第 班级第
        Other 人家 别人家 隔壁 同桌 哥哥 姐姐 妹妹 弟弟 别的孩子 别的家长 别人 上一届 实验班 双胞胎 其他同学 你看看 您看看 看看人家 同样 比你 比您 不如
        Private 离婚 离异 抑郁 多动症 多动 癫痫 低保 贫困 欠债 欠着 坐牢 酗酒 喝酒 家暴 住院 精神科 吃药 自闭 尿床 早恋 偷 领养 单亲 智商 留级 留过级 割腕 心理筛查 红色预警 诊断 少管所 后爸 后妈 养父 失业 乳腺癌 病 透个底 日记
        Insult 笨 懒 蠢 差生 猪 废物 没出息 没教养 不要脸 脸皮 天生 就是个 这种人 这样的人 你这种 你们这种 这种孩子 读书的料 不是学习的料 朽木 榆木 害群之马 老鼠屎 惹事精 戏精 骗子 小偷 贼 自私 脑子 脑袋 没救 烂泥 扶不上墙 扶不起 混子 坏种 不是东西 没素质 撒谎精 木头 窝囊 矫情 娇气 白痴 傻 缺心眼 没脑子 智力 素质
        PassOn 不归我 管不了 管不着 您找 你找 去找 去问 您问 问您 不关我 没办法 没辙 不清楚 没关系 不是我 我只负责 我只管 学校管不 上面 帮不上 做不了主 没义务 别找我 别问我 别来找我 自己想办法 自己解决 另请 打电话问 又不是 无能为力 顾不过来 爱莫能助
        Soothe 没事 放心 别担心 不用担心 会好的 慢慢来 不要紧 不打紧 长大就好 过去的 别想太多 别多想 别焦虑 加油 顺其自然 就好了 想开 小事 都这样 自然就 没问题 尽力就 别难过 别哭 宽心 多大点
        Expert 心理老师 心理 校医 年级组 年级主任 德育 医院 医生 医务室 资源教师 资源老师 转介 咨询 法治副校长 社工 评估 门诊 热线 专业 主任 总务处 教务 派出所 校长 流程 上报 救助 儿保 急救
        Halt 停下 停 住手 松手 松开 放下 后退 退后 退到 散开 别动 手放开 手拿开 远离 离开 站住 让开 分开 别推 别挤 蹲下 躲开 急救箱 灭 伤着
        Peers 同学们 谁来 谁能 谁愿意 谁还 谁有 哪位 哪组 哪个小组 哪一组 小组 大家 其他组 别的组 补充 评一评 接着他 帮他 同伴 伙伴 有没有人 有没有同学 举手 各派 还有谁 不同意见 不同的想法
        Hint 先看 再看 想想 想一想 试试看 试着 提示 线索 圈出来 圈出 画一画 画图 画个 回到 如果把 要是把 假如 比一比 对照 找找 找一找 读一遍 再读 拆成 分成 第一步 先别 先不 先把 还差 还剩 从哪 看看 摆一摆 举个例子 观察
        Answer 答案 选 等于 填 记住 抄下来 写上 背下来 直接 套公式 照抄 就行 标准答案 结果是 不用想 别想了
        Deed 这一步 这个做法 这份 这个习惯 主动 坚持 第一次 自己 每一步 每天都 认真 仔细 用心 一笔一画 比上次 进步 改了 标出 写清
        Good 很好 真好 清楚 了不起 难得 漂亮 干净 有用 有力 扎实 周全 服气 让人 值得 稳 不简单 勇敢 勇气 细心 佩服 亮眼 整齐 巧妙 有想法
        Restate 您是说 你是说 您的意思 你的意思 也就是说 听起来 听下来 换句话说 照您 照你 所以您 所以你 我复述 我听到 我听下来 归到一处 核心是 您在意 您担心 您怕 你怕 您是怕 你是怕 您希望 你希望 您觉得 你觉得 您想 你想 没理解错 没听错
        Confirm 对吗 对吧 是吗 是吧 对不对 是这样吗 对不
        Choose 您看 你看 还是 商量 一起定 一起想 哪个更 哪种 您来定 你来定 您定 你定 您挑 你挑 你选 您选 愿意 可以吗 行吗 好吗 行不行 好不好 方便吗 合适吗 怎么样 投票 说了算 您的意见 你们定 分个工
        Preach 应该 懂得 做人 一辈子 将来 后悔 珍惜 感恩 古人 老话 社会 人生 态度 父母 有志 良心 责任感 年轻 青春 吃苦 成才 明白 血汗 老祖宗
        Worse 总是 老是 从来 永远 一点都 根本 越来越 又 还 都几遍 多少遍 多少次
        Unwilling 不会 没有 不想 不打算 不是 不要 不用 没 别 不
        Pupil 孩子 他 她 儿子 女儿 闺女 学生
        You 你 您 你们
        I 我 我们 咱们 老师
        Kin 妈妈 爸爸 奶奶 爷爷 外婆 外公 他妈 她妈 他爸 她爸 爹 娘 家长 姥姥 舅舅
        Work 作业 卷子 试卷 本子 练习 订正 错题 口算 作文 生字 笔记 题
        """;

    private const char FirstClass = '\uE000';
    private const char CountedThing = '\uEF00';
    private const char Figure = '\uEF01';
    private const char PersonName = '\uEF02';
    private const char LastPrivate = '\uF8FF';

    private const string Measures = "点次遍个道题页分元块天周月年岁名位份篇行张圈节小条句步字组项半层米厘";

    private static readonly SearchValues<char> Numerals = SearchValues.Create("0一二两三四五六七八九十百千半几");

    // Surnames that are seldom anything else in a teacher's mouth; 张, 方, 高, 何 and the like are left out.
    private const string Surnames = "赵吴郑冯陈褚蒋沈韩杨朱秦吕曹魏陶姜戚邹喻窦潘葛奚彭鲁韦苗俞袁柳鲍唐薛贺倪汤滕殷罗郝邬卞卜顾孟穆萧尹姚邵汪祁臧戴宋庞熊屈祝董梁杜阮闵娄颜郭梅邱骆蔡樊凌霍虞柯昝卢缪裘邓郁龚嵇邢裴翁荀岑佟宗丁谭廖闫耿欧阎侯聂";

    // After these, 小 begins a common word and no name.
    private const string NoNameAfterSmall = "学时组心说声朋孩题事数结区的得于麦考升伙子班雨雪路";

    private static readonly FrozenDictionary<string, char> Words = Source
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Index()
        .SelectMany(line => line.Item.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(word => (Word: word, Class: (char)(FirstClass + line.Index))))
        .ToFrozenDictionary(entry => entry.Word, entry => entry.Class);

    private static readonly FrozenDictionary<string, char>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly int LongestWord = Words.Keys.Max(word => word.Length);

    /// <summary>Whether a character stands for a class.</summary>
    public static bool IsClass(char c) => c is >= FirstClass and <= LastPrivate;

    /// <summary>The text with each word of the lexicon, longest first, put down as the one character of its class.</summary>
    /// <param name="text">Normalised text, which holds no private-use characters of its own.</param>
    public static string Abstract(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var (symbol, length) = ClassAt(text[i..]);
            result.Append(symbol);
            i += length;
        }

        return result.ToString();
    }

    private static (char Symbol, int Length) ClassAt(ReadOnlySpan<char> text)
    {
        var figures = text.IndexOfAnyExcept(Numerals);
        if (figures < 0) figures = text.Length;
        if (figures > 0 && figures < text.Length && Measures.Contains(text[figures])) return (CountedThing, figures);
        if (figures > 0 && text[0] == '0') return (Figure, figures);
        for (var length = Math.Min(LongestWord, text.Length); length > 0; length--)
        {
            if (Lookup.TryGetValue(text[..length], out var symbol)) return (symbol, length);
        }

        return IsName(text) ? (PersonName, 2) : (text[0], 1);
    }

    private static bool IsName(ReadOnlySpan<char> text) =>
        text.Length > 1 && text[1] is >= '\u4E00' and <= '\u9FFF'
        && (Surnames.Contains(text[0]) || (text[0] == '小' && !NoNameAfterSmall.Contains(text[1])));
}
