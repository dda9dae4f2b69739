using Coaching.Scenarios;

namespace Coaching.Simulation;

/// <summary>A stand-in for a teacher: says one utterance after another, the same for the same seed.</summary>
public abstract class SimulatedTeacher
{
    private const int TurnsAtEachEnd = 3;

    /// <summary>What to call this kind of teacher in a report.</summary>
    public abstract string Name { get; }

    /// <summary>The utterances of a whole rehearsal, in order.</summary>
    public abstract IReadOnlyList<string> Utterances(Scenario scenario, int seed);

    /// <summary>A teacher of a skill: four of five utterances are of that skill, the rest of a neighbouring one, since nobody is always the same.</summary>
    public static SimulatedTeacher Of(TeacherSkill skill, UtteranceBank bank) => new Skilled(skill, bank);

    /// <summary>A teacher who begins with three bad turns and is a good one from then on.</summary>
    public static SimulatedTeacher Mending(UtteranceBank bank) => new MendingTeacher(bank);

    /// <summary>Somebody who says what no teacher should be answered to: pries, commands the machine, swears, babbles or keeps silent.</summary>
    public static SimulatedTeacher Adversary(string name, IReadOnlyList<string> utterances) => new AdversarialTeacher(name, utterances);

    private static int Turns(Scenario scenario, Random random) => Math.Min(scenario.MaxTurns, random.Next(9, 12));

    private static PhasedUtterancesDeck Deck(PhasedUtterances phases, Random random) => new(phases, random);

    private sealed class Skilled(TeacherSkill skill, UtteranceBank bank) : SimulatedTeacher
    {
        private const double OwnShare = 0.8;

        public override string Name => skill.ToString();

        public override IReadOnlyList<string> Utterances(Scenario scenario, int seed)
        {
            var random = new Random(HashCode(seed, (int)skill));
            var decks = Enum.GetValues<TeacherSkill>().ToDictionary(each => each, each => Deck(bank.Of(each), random));
            var turns = Turns(scenario, random);
            return [.. Enumerable.Range(0, turns).Select(turn => decks[random.NextDouble() < OwnShare ? skill : Neighbour(random)].Next(turn, turns))];
        }

        private TeacherSkill Neighbour(Random random) => skill switch
        {
            TeacherSkill.Middling => random.Next(2) == 0 ? TeacherSkill.Good : TeacherSkill.Poor,
            _ => TeacherSkill.Middling,
        };
    }

    private sealed class MendingTeacher(UtteranceBank bank) : SimulatedTeacher
    {
        /// <summary>How many bad turns come first.</summary>
        private const int BadTurns = 3;

        public override string Name => "Mending";

        public override IReadOnlyList<string> Utterances(Scenario scenario, int seed)
        {
            var random = new Random(HashCode(seed, 7));
            var (poor, good) = (Deck(bank.Poor, random), Deck(bank.Good, random));
            var turns = Turns(scenario, random);
            return [.. Enumerable.Range(0, turns).Select(turn => (turn < BadTurns ? poor : good).Next(turn, turns))];
        }
    }

    private sealed class AdversarialTeacher(string name, IReadOnlyList<string> utterances) : SimulatedTeacher
    {
        public override string Name => name;

        public override IReadOnlyList<string> Utterances(Scenario scenario, int seed)
        {
            var random = new Random(HashCode(seed, 11));
            var shuffled = utterances.ToArray();
            random.Shuffle(shuffled);
            return [.. shuffled.Take(scenario.MaxTurns)];
        }
    }

    // Random's own constructor takes neighbouring seeds to neighbouring courses; a large odd factor keeps them apart.
    private static int HashCode(int seed, int salt) => unchecked((seed * 1_000_003) ^ (salt * 7919)) & int.MaxValue;

    private sealed class PhasedUtterancesDeck(PhasedUtterances phases, Random random)
    {
        private readonly Dictionary<IReadOnlyList<string>, Queue<string>> decks = new(ReferenceEqualityComparer.Instance);

        public string Next(int turn, int turns)
        {
            var phase = turn < TurnsAtEachEnd ? phases.Early : turn >= turns - TurnsAtEachEnd ? phases.Late : phases.Middle;
            if (!decks.TryGetValue(phase, out var deck) || deck.Count == 0)
            {
                var shuffled = phase.ToArray();
                random.Shuffle(shuffled);
                decks[phase] = deck = new Queue<string>(shuffled);
            }

            return deck.Dequeue();
        }
    }
}
