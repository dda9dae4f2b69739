using Coaching.Rehearsals.Moves;

namespace Coaching.Scenarios;

/// <summary>
/// An authored situation to rehearse. Loaded from one YAML file by <see cref="ScenarioReader"/>, which refuses a file
/// that <see cref="ScenarioValidator"/> finds fault with; the members mirror the file's keys one to one.
/// </summary>
public sealed record Scenario
{
    /// <summary>Lower-case words joined by hyphens; equals the file's name.</summary>
    public required string Id { get; init; }

    /// <summary>Counts up from 1 with every published change.</summary>
    public required int Version { get; init; }

    /// <summary>A conversation, or homework handed in for simulated pupils to attempt.</summary>
    public required ScenarioKind Kind { get; init; }

    /// <summary>One of the four areas of the programme.</summary>
    public required Area Area { get; init; }

    /// <summary>The title a teacher picks it by.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence for lists, at most 40 characters.</summary>
    public required string Summary { get; init; }

    /// <summary>The situation as the teacher knows it, addressed to "你".</summary>
    public required string Situation { get; init; }

    /// <summary>What to practise here, in one sentence.</summary>
    public required string Goal { get; init; }

    /// <summary>School grades it fits, 1 to 12.</summary>
    public required IReadOnlyList<int> Grades { get; init; }

    /// <summary>The years of service it is written for.</summary>
    public required CareerStage Stage { get; init; }

    /// <summary>1 (gentle) to 3 (demanding).</summary>
    public required int Difficulty { get; init; }

    /// <summary>Estimated length in minutes.</summary>
    public required int Minutes { get; init; }

    /// <summary>How many times the teacher may speak, at most 20.</summary>
    public required int MaxTurns { get; init; }

    /// <summary>Topics that retrieve 百问百答 entries.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>Who is in the room; the first leads.</summary>
    public required IReadOnlyList<Persona> Personas { get; init; }

    /// <summary>What the gentle and the demanding level change; null where there is only the standard one.</summary>
    public ScenarioLevels? Levels { get; init; }

    /// <summary>Opening, escalation, turning point and closing, each with its lines.</summary>
    public required IReadOnlyList<Beat> Beats { get; init; }

    /// <summary>Authored answers to what a teacher is likely to ask.</summary>
    public required IReadOnlyList<AuthoredAnswer> Answers { get; init; }

    /// <summary>In-role ways to say "不清楚".</summary>
    public required IReadOnlyList<string> Unknown { get; init; }

    /// <summary>In-role reactions to words that make no sense here.</summary>
    public required IReadOnlyList<string> Puzzled { get; init; }

    /// <summary>Tried in order; the last has no condition.</summary>
    public required IReadOnlyList<Ending> Endings { get; init; }

    /// <summary>Six or more binary, observable criteria.</summary>
    public required IReadOnlyList<Criterion> Criteria { get; init; }

    /// <summary>A good conversation to learn from.</summary>
    public required WorkedExample Worked { get; init; }

    /// <summary>The persona with this id.</summary>
    public Persona PersonaOf(string id) => Personas.First(persona => persona.Id == id);

    /// <summary>The persona who leads the conversation.</summary>
    [YamlDotNet.Serialization.YamlIgnore, System.Text.Json.Serialization.JsonIgnore]
    public Persona Lead => Personas[0];

    /// <summary>SHA-256 of the file's bytes, hexadecimal; set by the reader.</summary>
    [YamlDotNet.Serialization.YamlIgnore, System.Text.Json.Serialization.JsonIgnore]
    public string Hash { get; init; } = "";
}

/// <summary>The form a rehearsal takes.</summary>
public enum ScenarioKind
{
    /// <summary>A conversation with simulated people.</summary>
    Dialogue,
    /// <summary>Homework handed in; simulated pupils attempt it.</summary>
    Assignment,
}

/// <summary>The four areas of the programme.</summary>
public enum Area
{
    /// <summary>班级管理.</summary>
    ClassroomManagement,
    /// <summary>课堂教学.</summary>
    ClassroomTeaching,
    /// <summary>作业设计.</summary>
    HomeworkDesign,
    /// <summary>家校共育.</summary>
    HomeSchool,
}

/// <summary>Years of service a text is written for.</summary>
public enum CareerStage
{
    /// <summary>Any teacher.</summary>
    Any,
    /// <summary>In the first year.</summary>
    New,
    /// <summary>One to three years.</summary>
    Early,
}

/// <summary>The part of a conversation that is being played.</summary>
public enum BeatKind
{
    /// <summary>The first two exchanges.</summary>
    Opening,
    /// <summary>Trust is still short of the turning point.</summary>
    Escalation,
    /// <summary>The persona has begun to give way.</summary>
    Turning,
    /// <summary>The conversation is being brought to an end.</summary>
    Closing,
}

/// <summary>Trust in three bands: the grain in which lines are authored.</summary>
public enum TrustBand
{
    /// <summary>0 to 39.</summary>
    Low,
    /// <summary>40 to 64.</summary>
    Mid,
    /// <summary>65 to 100.</summary>
    High,
}

/// <summary>A simulated person. Name, role and profile are public; facts are earned.</summary>
public sealed record Persona
{
    /// <summary>Unique in the scenario.</summary>
    public required string Id { get; init; }
    /// <summary>A fictional name.</summary>
    public required string Name { get; init; }
    /// <summary>Who this is to the teacher.</summary>
    public required string Role { get; init; }
    /// <summary>Other ways a teacher may address this person.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
    /// <summary>What anybody may know.</summary>
    public required string Profile { get; init; }
    /// <summary>How this person talks.</summary>
    public required string Manner { get; init; }
    /// <summary>The state before the first word.</summary>
    public required StateVector Start { get; init; }
    /// <summary>How each of the 25 moves shifts this person.</summary>
    public required IReadOnlyDictionary<Move, StateVector> Moves { get; init; }
    /// <summary>Hidden facts and concerns, each with the condition that earns it.</summary>
    public required IReadOnlyList<HiddenFact> Facts { get; init; }
}

/// <summary>Trust, agitation and openness: a state (0 to 100 each) or a shift (−20 to 20 each).</summary>
public sealed record StateVector
{
    /// <summary>信任.</summary>
    public required int Trust { get; init; }
    /// <summary>激动.</summary>
    public required int Agitation { get; init; }
    /// <summary>敞开.</summary>
    public required int Openness { get; init; }
}

/// <summary>Something a persona keeps back until it is earned. Never part of a wire type.</summary>
public sealed record HiddenFact
{
    /// <summary>Unique in the scenario.</summary>
    public required string Id { get; init; }
    /// <summary>A fact, or a concern behind the words.</summary>
    public required FactKind Kind { get; init; }
    /// <summary>The fact itself, in the third person.</summary>
    public required string About { get; init; }
    /// <summary>What earns it, in words for the debrief.</summary>
    public required string EarnedBy { get; init; }
    /// <summary>What earns it, for the machine.</summary>
    public required Condition When { get; init; }
    /// <summary>Three or more lines that tell it.</summary>
    public required IReadOnlyList<string> Tells { get; init; }
    /// <summary>Words whose appearance means the fact is out.</summary>
    public required IReadOnlyList<string> Telltales { get; init; }
    /// <summary>Sentences that would let it slip without any of those words.</summary>
    public IReadOnlyList<string> Paraphrases { get; init; } = [];
    /// <summary>The levels at which there is such a fact; all when empty.</summary>
    public IReadOnlyList<ScenarioLevel> Levels { get; init; } = [];
}

/// <summary>What kind of thing is kept back.</summary>
public enum FactKind
{
    /// <summary>Something that happened or is so.</summary>
    Fact,
    /// <summary>Something feared or wished.</summary>
    Concern,
}

/// <summary>A part of the conversation with what the persona wants in it and the lines cleared for it.</summary>
public sealed record Beat
{
    /// <summary>Which part.</summary>
    public required BeatKind Id { get; init; }
    /// <summary>What the persona wants or fears here; holds no hidden fact.</summary>
    public required string Intent { get; init; }
    /// <summary>First sentences of the persona; only in the opening.</summary>
    public IReadOnlyList<string> Opens { get; init; } = [];
    /// <summary>Lines by trust band and by what the teacher just did.</summary>
    public required IReadOnlyList<LineGroup> Lines { get; init; }
}

/// <summary>Lines for some trust bands, after some families or after particular moves.</summary>
public sealed record LineGroup
{
    /// <summary>Who speaks; the lead persona when absent.</summary>
    public string? By { get; init; }
    /// <summary>The trust bands these lines fit.</summary>
    public required IReadOnlyList<TrustBand> Trust { get; init; }
    /// <summary>The families these lines answer.</summary>
    public IReadOnlyList<MoveFamily> After { get; init; } = [];
    /// <summary>Particular moves these lines answer; they are preferred and do not count as coverage.</summary>
    public IReadOnlyList<Move> Moves { get; init; } = [];
    /// <summary>The lines.</summary>
    public required IReadOnlyList<string> Say { get; init; }
}

/// <summary>An authored answer, public or gated.</summary>
public sealed record AuthoredAnswer
{
    /// <summary>Unique in the scenario.</summary>
    public required string Id { get; init; }
    /// <summary>Three or more ways to ask for it.</summary>
    public required IReadOnlyList<string> Asks { get; init; }
    /// <summary>Who can answer it; the lead persona when absent.</summary>
    public string? By { get; init; }
    /// <summary>Answered only when this holds; always when absent.</summary>
    public Condition? When { get; init; }
    /// <summary>Two or more ways to answer.</summary>
    public required IReadOnlyList<string> Say { get; init; }
    /// <summary>Ways around it while the condition does not hold.</summary>
    public IReadOnlyList<string> Refuse { get; init; } = [];
}

/// <summary>How a conversation can end.</summary>
public sealed record Ending
{
    /// <summary>Unique in the scenario.</summary>
    public required string Id { get; init; }
    /// <summary>Good, middling or bad.</summary>
    public required EndingKind Kind { get; init; }
    /// <summary>Absent on the last ending.</summary>
    public Condition? When { get; init; }
    /// <summary>Ends the rehearsal as soon as the condition holds.</summary>
    public bool Immediate { get; init; }
    /// <summary>What the teacher reads about how it ended.</summary>
    public required string Narration { get; init; }
    /// <summary>The persona's last words.</summary>
    public required IReadOnlyList<string> Say { get; init; }
}

/// <summary>How an ending counts.</summary>
public enum EndingKind
{
    /// <summary>谈成了.</summary>
    Success,
    /// <summary>没谈拢也没谈崩.</summary>
    Partial,
    /// <summary>谈崩了.</summary>
    Failure,
}

/// <summary>A good conversation, annotated, for novices to read first.</summary>
public sealed record WorkedExample
{
    /// <summary>What to look for.</summary>
    public required string Intro { get; init; }
    /// <summary>The exchanges.</summary>
    public required IReadOnlyList<WorkedTurn> Turns { get; init; }
}

/// <summary>One exchange of a worked example.</summary>
public sealed record WorkedTurn
{
    /// <summary>What the persona says.</summary>
    public required string Persona { get; init; }
    /// <summary>What the teacher answers.</summary>
    public required string Teacher { get; init; }
    /// <summary>Why it is said this way.</summary>
    public required string Why { get; init; }
}
