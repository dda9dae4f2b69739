using System.Text.RegularExpressions;
using Coaching.Knowledge;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;

namespace Coaching.Simulation;

/// <summary>A way in which a simulation can be unfaithful.</summary>
public enum FidelityProperty
{
    /// <summary>A hidden fact appears before it is earned.</summary>
    Leak,
    /// <summary>A harmful turn raises trust, or one kind turn undoes three bad ones.</summary>
    Yielding,
    /// <summary>Something is said twice, or denied after it was told.</summary>
    Consistency,
    /// <summary>A persona speaks for the teacher.</summary>
    SpeakingForTeacher,
    /// <summary>A persona falls out of the role.</summary>
    InRole,
}

/// <summary>One fault with the words that show it.</summary>
/// <param name="Property">What is wrong.</param>
/// <param name="Turn">The exchange, from 1; 0 for the opening.</param>
/// <param name="Words">What was said.</param>
/// <param name="Reason">Why that is wrong.</param>
/// <param name="FactId">The hidden fact that leaks; null of other faults.</param>
public sealed record FidelityFault(FidelityProperty Property, int Turn, string Words, string Reason, string? FactId = null);

/// <summary>Checks simulated rehearsals for faithfulness. What cannot be told from words alone is not claimed.</summary>
internal sealed partial class FidelityCheck
{
    // Of the pairs of characters in a sentence that tells a fact, the share from which another sentence tells it too.
    private const double SameTelling = 0.6;
    private const int ShortestSentence = 6;
    private const int BadTurns = 3;

    private readonly Scenario scenario;
    private readonly Dictionary<string, List<HashSet<ulong>>> tellings;
    private readonly List<(string Line, IReadOnlyList<string> Facts)> denials;

    /// <summary>Prepares for a scenario at the level it is played at.</summary>
    /// <param name="played">The scenario at that level.</param>
    public FidelityCheck(Scenario played)
    {
        scenario = played;
        tellings = played.Personas.SelectMany(persona => persona.Facts).ToDictionary(
            fact => fact.Id,
            fact => fact.Tells.Concat(fact.Paraphrases).SelectMany(MoveFeatures.Sentences).Select(Wording.Pairs).Where(pairs => pairs.Count >= ShortestSentence).ToList(),
            StringComparer.Ordinal);
        denials = [.. played.Answers.Where(answer => answer.When is not null).SelectMany(answer => answer.Refuse.Select(line => (line, answer.When!.FactsAll)))];
    }

    /// <summary>Everything unfaithful in a rehearsal.</summary>
    public IEnumerable<FidelityFault> Faults(SimulatedRehearsal rehearsal) =>
    [
        .. Leaks(0, rehearsal.Opening, []),
        .. rehearsal.Turns.Index().SelectMany(turn => Leaks(turn.Index + 1, turn.Item.Reply, turn.Item.After.FactsTold)),
        .. Yielding(rehearsal),
        .. Consistency(rehearsal),
        .. rehearsal.Turns.Index().SelectMany(turn => Roles(turn.Index + 1, turn.Item.Reply)),
    ];

    /// <summary>Hidden facts that a text gives away although they are not earned.</summary>
    /// <param name="turn">The exchange it stands in, from 1; 0 for what stands in none.</param>
    /// <param name="words">The text.</param>
    /// <param name="told">Ids of the facts that are earned by then.</param>
    public IEnumerable<FidelityFault> Leaks(int turn, string words, IReadOnlyCollection<string> told)
    {
        var sentences = MoveFeatures.Sentences(words).Select(Wording.Pairs).Where(pairs => pairs.Count >= ShortestSentence).ToList();
        foreach (var fact in scenario.Personas.SelectMany(persona => persona.Facts).Where(fact => !told.Contains(fact.Id)))
        {
            // A word that an earned fact may use is no sign of another.
            if (fact.Telltales.FirstOrDefault(word => words.Contains(word, StringComparison.Ordinal) && !Told(told).Any(open => open.Contains(word, StringComparison.Ordinal))) is { } telltale)
            {
                yield return new FidelityFault(FidelityProperty.Leak, turn, words, $"“{telltale}” gives '{fact.Id}' away", fact.Id);
            }
            else if (tellings[fact.Id].Exists(telling => sentences.Exists(sentence => telling.Count(sentence.Contains) >= SameTelling * telling.Count)))
            {
                yield return new FidelityFault(FidelityProperty.Leak, turn, words, $"tells '{fact.Id}' in other words", fact.Id);
            }
        }
    }

    private IEnumerable<string> Told(IReadOnlyCollection<string> told) =>
        scenario.Personas.SelectMany(persona => persona.Facts).Where(fact => told.Contains(fact.Id)).SelectMany(fact => fact.Tells.Append(fact.About));

    private static IEnumerable<FidelityFault> Yielding(SimulatedRehearsal rehearsal)
    {
        var harms = 0;
        Dictionary<string, int>? angerBefore = null;
        foreach (var (i, turn) in rehearsal.Turns.Index())
        {
            var family = MoveCatalogue.FamilyOf(turn.Moves);
            if (family == MoveFamily.Harm)
            {
                if (harms++ == 0) angerBefore = turn.Before.Personas.ToDictionary(persona => persona.Key, persona => persona.Value.Agitation, StringComparer.Ordinal);
                foreach (var (id, before) in turn.Before.Personas)
                {
                    if (turn.After.Personas[id].Trust > before.Trust) yield return new FidelityFault(FidelityProperty.Yielding, i + 1, turn.Teacher, $"harms, and '{id}' trusts more");
                }

                continue;
            }

            // Where anger was at its top already there is no rise to be undone.
            if (harms >= BadTurns)
            {
                foreach (var (id, before) in angerBefore!)
                {
                    if (turn.Before.Personas[id].Agitation > before && turn.After.Personas[id].Agitation <= before)
                    {
                        yield return new FidelityFault(FidelityProperty.Yielding, i + 1, turn.Teacher, $"one turn takes '{id}' back to before three bad ones");
                    }
                }
            }

            harms = 0;
        }
    }

    private IEnumerable<FidelityFault> Consistency(SimulatedRehearsal rehearsal)
    {
        var heard = new HashSet<string>(MoveFeatures.Sentences(rehearsal.Opening).Where(Long), StringComparer.Ordinal);
        foreach (var (i, turn) in rehearsal.Turns.Index())
        {
            foreach (var sentence in MoveFeatures.Sentences(turn.Reply).Where(Long))
            {
                if (!heard.Add(sentence)) yield return new FidelityFault(FidelityProperty.Consistency, i + 1, sentence, "was said before");
            }

            var denied = denials.FirstOrDefault(denial => turn.Reply.Contains(denial.Line, StringComparison.Ordinal) && denial.Facts.Count > 0 && denial.Facts.All(turn.Before.FactsTold.Contains));
            if (denied.Line is not null) yield return new FidelityFault(FidelityProperty.Consistency, i + 1, denied.Line, "keeps back what was told before");
        }

        static bool Long(string sentence) => sentence.Length >= 8;
    }

    private static IEnumerable<FidelityFault> Roles(int turn, string reply)
    {
        if (reply.Length == 0) yield return new FidelityFault(FidelityProperty.InRole, turn, reply, "no answer");
        if (TeachersWords().Match(reply) is { Success: true } spoken) yield return new FidelityFault(FidelityProperty.SpeakingForTeacher, turn, reply, $"“{spoken.Value}”");
        if (MachinesWords().Match(reply) is { Success: true } fallen) yield return new FidelityFault(FidelityProperty.InRole, turn, reply, $"“{fallen.Value}”");
    }

    // A line of dialogue under the teacher's name, or a stage direction that has the teacher act.
    [GeneratedRegex(@"(^|\n|。|”)\s*(老师|教师|你)\s*[：:]|（(老师|你)(说|点|笑|叹|低|沉|站|走|想|停|看)|老师(回答|说)道", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TeachersWords();

    [GeneratedRegex(@"(?<![A-Z])AI(?![A-Z])|人工智能|语言模型|大模型|提示词|系统提示|角色扮演|这场演练|模拟(对话|演练)|作为一(个|名)(模型|助手)|我只能回应", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MachinesWords();
}
