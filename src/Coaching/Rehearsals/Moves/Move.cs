namespace Coaching.Rehearsals.Moves;

/// <summary>
/// A dialogue move: what one utterance of a teacher does, whatever was intended. The twenty-five labels follow the
/// coding of motivational interviewing (MITI), research on classroom talk moves, and the red lines of teacher ethics.
/// </summary>
public enum Move
{
    /// <summary>共情接纳: names or accepts the other's feeling or situation.</summary>
    Empathize,
    /// <summary>开放提问: invites the other to tell more; cannot be answered yes or no.</summary>
    OpenQuestion,
    /// <summary>复述澄清: restates the other's meaning in own words and checks it.</summary>
    Reflect,
    /// <summary>具体肯定: affirms an observable act or effort.</summary>
    SpecificPraise,
    /// <summary>客观描述: states checkable facts without judging.</summary>
    DescribeFact,
    /// <summary>提出具体办法: an executable step with who, what, when.</summary>
    ProposePlan,
    /// <summary>邀请共商: invites the other to decide, choose or share.</summary>
    InviteCollaboration,
    /// <summary>温和立界: calmly states a lawful rule, limit or consequence.</summary>
    SetBoundary,
    /// <summary>担责致歉: admits an own or the school's shortcoming.</summary>
    TakeResponsibility,
    /// <summary>约定跟进: fixes when or how to talk again.</summary>
    FollowUp,
    /// <summary>追问思维: asks how or why the other thinks so (teaching).</summary>
    ProbeThinking,
    /// <summary>搭支架: hints, steps, examples, without giving the answer.</summary>
    Scaffold,
    /// <summary>询问事实: a closed question about a concrete fact.</summary>
    AskFact,
    /// <summary>制止不安全: calmly and at once stops harm.</summary>
    StopHarm,
    /// <summary>转介求助: brings in a counsellor, a grade team or an agency, and says how.</summary>
    Refer,
    /// <summary>请同伴回应: asks other pupils to add, judge or help.</summary>
    InvitePeers,
    /// <summary>直接告知: gives the answer instead of letting the pupil think.</summary>
    GiveAnswer,
    /// <summary>指责质问: puts the fault on the other, rhetorical questions included.</summary>
    Blame,
    /// <summary>威胁施压: frightens with a bad consequence.</summary>
    Threaten,
    /// <summary>说教训导: lectures from above.</summary>
    Lecture,
    /// <summary>贴标签比较: characterises a person or compares to their disadvantage.</summary>
    LabelPerson,
    /// <summary>推诿: pushes the matter to others or to the system.</summary>
    Deflect,
    /// <summary>空泛敷衍: comfort without content.</summary>
    EmptyReassurance,
    /// <summary>泄露他人信息: discloses other pupils' or families' matters.</summary>
    DiscloseOthers,
    /// <summary>违规承诺或要求: breaks a rule in force.</summary>
    BreachRule,
}

/// <summary>The family a teacher's turn belongs to; a persona's authored lines are conditioned on it.</summary>
public enum MoveFamily
{
    /// <summary>共情与肯定.</summary>
    Connect,
    /// <summary>了解与追问.</summary>
    Explore,
    /// <summary>推进与立界.</summary>
    Act,
    /// <summary>伤害性话语.</summary>
    Harm,
    /// <summary>绕开与敷衍.</summary>
    Evade,
    /// <summary>Nothing recognised.</summary>
    Plain,
}

/// <summary>Names and families of the moves.</summary>
public static class MoveCatalogue
{
    private static readonly Dictionary<Move, (MoveFamily Family, string Name)> Entries = new()
    {
        [Move.Empathize] = (MoveFamily.Connect, "共情接纳"),
        [Move.Reflect] = (MoveFamily.Connect, "复述澄清"),
        [Move.SpecificPraise] = (MoveFamily.Connect, "具体肯定"),
        [Move.TakeResponsibility] = (MoveFamily.Connect, "担责致歉"),
        [Move.OpenQuestion] = (MoveFamily.Explore, "开放提问"),
        [Move.AskFact] = (MoveFamily.Explore, "询问事实"),
        [Move.ProbeThinking] = (MoveFamily.Explore, "追问思维"),
        [Move.DescribeFact] = (MoveFamily.Act, "客观描述"),
        [Move.ProposePlan] = (MoveFamily.Act, "提出具体办法"),
        [Move.InviteCollaboration] = (MoveFamily.Act, "邀请共商"),
        [Move.FollowUp] = (MoveFamily.Act, "约定跟进"),
        [Move.Scaffold] = (MoveFamily.Act, "搭支架"),
        [Move.InvitePeers] = (MoveFamily.Act, "请同伴回应"),
        [Move.Refer] = (MoveFamily.Act, "转介求助"),
        [Move.SetBoundary] = (MoveFamily.Act, "温和立界"),
        [Move.StopHarm] = (MoveFamily.Act, "制止不安全"),
        [Move.Blame] = (MoveFamily.Harm, "指责质问"),
        [Move.Threaten] = (MoveFamily.Harm, "威胁施压"),
        [Move.Lecture] = (MoveFamily.Harm, "说教训导"),
        [Move.LabelPerson] = (MoveFamily.Harm, "贴标签比较"),
        [Move.DiscloseOthers] = (MoveFamily.Harm, "泄露他人信息"),
        [Move.BreachRule] = (MoveFamily.Harm, "违规承诺或要求"),
        [Move.Deflect] = (MoveFamily.Evade, "推诿"),
        [Move.EmptyReassurance] = (MoveFamily.Evade, "空泛敷衍"),
        [Move.GiveAnswer] = (MoveFamily.Evade, "直接告知"),
    };

    // The strongest colour of a turn wins: harm is heard before kindness, kindness before business.
    private static readonly MoveFamily[] Precedence =
        [MoveFamily.Harm, MoveFamily.Evade, MoveFamily.Explore, MoveFamily.Connect, MoveFamily.Act];

    /// <summary>Every move, in the handbook's order.</summary>
    public static IReadOnlyList<Move> All { get; } = Enum.GetValues<Move>();

    /// <summary>Every move by its name in the labelled data.</summary>
    public static IReadOnlyDictionary<string, Move> ByName { get; } = All.ToDictionary(move => move.ToString(), StringComparer.Ordinal);

    /// <summary>The moves that may become a red-line finding in a debrief.</summary>
    public static IReadOnlySet<Move> RedLines { get; } =
        new HashSet<Move> { Move.Blame, Move.Threaten, Move.LabelPerson, Move.Deflect, Move.DiscloseOthers, Move.BreachRule };

    /// <summary>The Chinese name a teacher reads.</summary>
    public static string ChineseName(this Move move) => Entries[move].Name;

    /// <summary>The family of a single move.</summary>
    public static MoveFamily Family(this Move move) => Entries[move].Family;

    /// <summary>
    /// The family of a whole turn. A teacher who comforts and then asks is heard as asking; a teacher who comforts
    /// and then blames is heard as blaming.
    /// </summary>
    public static MoveFamily FamilyOf(IEnumerable<Move> moves)
    {
        var families = moves.Select(Family).ToHashSet();
        return Precedence.FirstOrDefault(families.Contains, MoveFamily.Plain);
    }
}
