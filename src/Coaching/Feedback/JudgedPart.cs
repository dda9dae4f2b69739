using Coaching.Rehearsals;

namespace Coaching.Feedback;

/// <summary>What a verdict may rest on: some turns, and the hidden facts that these turns earned.</summary>
/// <param name="Turns">The turns in order.</param>
/// <param name="FactsTold">Ids of the facts they earned.</param>
internal sealed record JudgedPart(IReadOnlyList<JudgedTurn> Turns, IReadOnlyCollection<string> FactsTold)
{
    /// <summary>What is evidence about the teacher: their own words, and what these brought about.</summary>
    public static JudgedPart OfTheTeacher(Rehearsal rehearsal)
    {
        var earned = new List<string>();
        IReadOnlyCollection<string> before = [];
        foreach (var turn in rehearsal.TurnsOfTheTeachersSide())
        {
            var told = turn.Outcome!.State.FactsTold;
            if (turn.IsTeachersOwn) earned.AddRange(told.Except(before));
            before = told;
        }

        return new JudgedPart(JudgedTurn.Of(rehearsal.TeachersTurns()), earned);
    }

    /// <summary>The whole conversation, whoever said it.</summary>
    public static JudgedPart OfTheConversation(Rehearsal rehearsal) =>
        new(JudgedTurn.Of(rehearsal.TurnsOfTheTeachersSide()), rehearsal.State.FactsTold);
}
