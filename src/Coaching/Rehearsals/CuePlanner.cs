using Coaching.Knowledge;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;

namespace Coaching.Rehearsals;

/// <summary>Plans what a persona may say next, from authored lines and the state alone.</summary>
internal sealed class CuePlanner
{
    private const int MostLines = 4;

    private readonly Scenario scenario;
    private readonly AnswerMatcher answers;
    private readonly Bm25 weights;
    private readonly Dictionary<string, HashSet<string>> termsOf;

    public CuePlanner(Scenario scenario)
    {
        this.scenario = scenario;
        answers = new AnswerMatcher(scenario.Answers);
        var lines = scenario.Beats.SelectMany(beat => beat.Lines).SelectMany(group => group.Say).Distinct(StringComparer.Ordinal).ToList();
        weights = new Bm25(lines);
        termsOf = lines.ToDictionary(line => line, line => TextAnalysis.Terms(line).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>Who answers a teacher's turn: whoever tells a fact, is addressed, or knows what was asked; else mostly the lead.</summary>
    /// <param name="state">The state after the turn.</param>
    /// <param name="toldFactId">The fact the turn earned, if any.</param>
    /// <param name="teacherText">What the teacher said.</param>
    /// <param name="seed">The rehearsal's seed.</param>
    public Persona SpeakerOf(RehearsalState state, string? toldFactId, string teacherText, int seed)
    {
        if (scenario.Personas.Count == 1 || state.EndingId is not null) return scenario.Lead;
        if (toldFactId is not null) return scenario.Personas.First(persona => persona.Facts.Any(fact => fact.Id == toldFactId));
        if (Addressing.Find(scenario.Personas, teacherText) is { } addressed) return addressed;
        var family = MoveCatalogue.FamilyOf(state.MovesNow);
        // Whoever is hurt by name reacts, spoken to or not.
        if (family == MoveFamily.Harm && Addressing.Mentioned(scenario.Personas, teacherText) is { } hurt) return hurt;
        if (MayAsk(family, state) && answers.Match(teacherText) is { } asked) return Answerer(asked);
        if (OutOfScene.Is(teacherText, state.MovesNow)) return scenario.Lead;
        // The lead has as many turns as all others together; whoever has nothing left to say that fits leaves it to the lead.
        var others = scenario.Personas.Skip(1).ToList();
        var draw = (int)((uint)Mix(seed, state.TeacherTurns + 1000) % (others.Count * 2));
        return draw < others.Count && Fitting(others[draw], state, family).Any() ? others[draw] : scenario.Lead;
    }

    /// <summary>The cue for the reply to a teacher's turn.</summary>
    /// <param name="state">The state after the turn.</param>
    /// <param name="toldFactId">The fact the turn earned, if any.</param>
    /// <param name="teacherText">What the teacher said.</param>
    /// <param name="seed">The rehearsal's seed.</param>
    public PersonaCue Plan(RehearsalState state, string? toldFactId, string teacherText, int seed)
    {
        var speaker = SpeakerOf(state, toldFactId, teacherText, seed);
        var persona = state.Personas[speaker.Id];
        var family = MoveCatalogue.FamilyOf(state.MovesNow);
        var beat = scenario.Beats.Single(candidate => candidate.Id == state.Beat);
        var facts = scenario.Personas.SelectMany(candidate => candidate.Facts).ToDictionary(fact => fact.Id, StringComparer.Ordinal);
        var turnSeed = Mix(seed, state.TeacherTurns);
        return new PersonaCue
        {
            Speaker = speaker.Name,
            Beat = state.Beat,
            Intent = beat.Intent,
            Mood = Mood(persona),
            HeardAs = family,
            EarnedFacts = [.. state.FactsTold.Select(id => facts[id].About)],
            Lines = OutOfScene.Is(teacherText, state.MovesNow)
                ? Shuffled(FreshOrAll(scenario.Puzzled, state), turnSeed)
                : ReactionLines(speaker, state, family, teacherText, turnSeed),
            Answers = AnswersTo(speaker, teacherText, state, family, turnSeed),
            Tells = toldFactId is null ? [] : Shuffled(facts[toldFactId].Tells, turnSeed),
            Closing = state.EndingId is null ? [] : Shuffled(PersonaReducer.EndingOf(scenario, state).Say, turnSeed),
            Seed = turnSeed,
        };
    }

    /// <summary>The persona's first sentence.</summary>
    public string Opening(int seed)
    {
        var opens = scenario.Beats.Single(beat => beat.Id == BeatKind.Opening).Opens;
        return opens[(int)((uint)Mix(seed, 0) % opens.Count)];
    }

    /// <summary>The authored lines that a reply contains, so that they are not offered again.</summary>
    public IEnumerable<string> LinesIn(string reply) =>
        scenario.Beats.SelectMany(beat => beat.Lines).SelectMany(group => group.Say)
            .Concat(scenario.Answers.SelectMany(answer => answer.Say.Concat(answer.Refuse)))
            .Concat(scenario.Unknown).Concat(scenario.Puzzled)
            .Where(line => reply.Contains(line, StringComparison.Ordinal));

    // Of the lines that fit the moment, the one that takes up the teacher's own words comes first; where none does, chance decides.
    private IReadOnlyList<string> ReactionLines(Persona speaker, RehearsalState state, MoveFamily family, string teacherText, int seed)
    {
        if (Fitting(speaker, state, family).FirstOrDefault() is not { } lines) return Shuffled(FreshOrAll(scenario.Unknown, state), seed);
        var said = TextAnalysis.Terms(teacherText).Distinct(StringComparer.Ordinal).ToList();
        return [.. Shuffled(lines, seed).OrderByDescending(line => TakesUp(line, said)).Take(MostLines)];
    }

    // In tenths, and nothing below two: sharing a word or so is no answer.
    private int TakesUp(string line, IReadOnlyList<string> said) => weights.Coverage(said, termsOf[line]) is var share and >= 0.2 ? (int)(share * 10) : 0;

    // Groups with an unspoken line, the nearest first: another beat before another band, the closing's lines last of all.
    private IEnumerable<List<string>> Fitting(Persona speaker, RehearsalState state, MoveFamily family) =>
        from beat in scenario.Beats
        from entry in beat.Lines
        where (entry.By ?? scenario.Lead.Id) == speaker.Id
        let particular = entry.Moves.Any(state.MovesNow.Contains)
        where particular || (entry.Moves.Count == 0 && entry.After.Contains(family))
        let away = entry.Trust.Min(candidate => Math.Abs((int)candidate - (int)state.Personas[speaker.Id].Band)) * 3
        let apart = beat.Id == state.Beat ? 0 : beat.Id == BeatKind.Closing || state.Beat == BeatKind.Closing ? 8 : 1
        // A line for exactly this move is preferred, but only where it was written for.
        orderby away + apart + (particular ? 0 : 0.5)
        let fresh = Fresh(entry.Say, state)
        where fresh.Count > 0
        select fresh;

    private IReadOnlyList<string> AnswersTo(Persona speaker, string teacherText, RehearsalState state, MoveFamily family, int seed)
    {
        if (!MayAsk(family, state)) return [];
        if (answers.Match(teacherText) is { } answer && Answerer(answer) == speaker)
        {
            var open = answer.When?.Holds(state, speaker.Id, teacherText) ?? true;
            return Shuffled(Fresh(open ? answer.Say : answer.Refuse, state), seed);
        }

        // Asked for a plain fact that nobody wrote an answer to: say so, in role, rather than talk past it.
        return state.MovesNow.SetEquals([Move.AskFact]) ? Shuffled(Fresh(scenario.Unknown, state), seed) : [];
    }

    // A kind question ("你还好吗？") is heard as kindness, a choice ("你想先写哪样？") as business; both are questions all the same.
    private static bool MayAsk(MoveFamily family, RehearsalState state) =>
        family is MoveFamily.Explore or MoveFamily.Plain or MoveFamily.Connect
        || (family == MoveFamily.Act && state.MovesNow.Contains(Move.InviteCollaboration));

    // What is written without a name is the lead's own to tell.
    private Persona Answerer(AuthoredAnswer answer) => answer.By is { } by ? scenario.PersonaOf(by) : scenario.Lead;

    private static List<string> Fresh(IEnumerable<string> lines, RehearsalState state) =>
        [.. lines.Where(line => !state.LinesSpoken.Contains(line))];

    // Whoever talks nonsense longer than there are lines hears one again: silence would count as a failed reply.
    private static IReadOnlyList<string> FreshOrAll(IReadOnlyList<string> lines, RehearsalState state) =>
        Fresh(lines, state) is { Count: > 0 } fresh ? fresh : lines;

    private static IReadOnlyList<string> Shuffled(IReadOnlyList<string> lines, int seed)
    {
        if (lines.Count < 2) return lines;
        var start = (int)((uint)seed % lines.Count);
        return [.. lines.Skip(start), .. lines.Take(start)];
    }

    private static string Mood(PersonaState persona)
    {
        var trust = persona.Band switch { TrustBand.Low => "不太信任这位老师", TrustBand.Mid => "半信半疑，愿意再听听", _ => "愿意相信这位老师" };
        var agitation = persona.Agitation switch { >= 80 => "非常激动", >= 55 => "情绪上来了", >= 30 => "有些紧绷", _ => "基本平静" };
        return $"{trust}，{agitation}";
    }

    // SplitMix64's finaliser: neighbouring turns of one rehearsal get unrelated choices.
    private static int Mix(int seed, int turn)
    {
        var z = unchecked(((ulong)(uint)seed << 32) + ((ulong)turn * 0x9E3779B97F4A7C15UL));
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return (int)((z ^ (z >> 31)) & 0x7FFFFFFF);
    }
}
