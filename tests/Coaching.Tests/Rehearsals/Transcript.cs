using Coaching.Rehearsals;

namespace Coaching.Tests.Rehearsals;

/// <summary>What a client makes of a log by applying its updates in order, and nothing else.</summary>
internal static class Transcript
{
    public static List<(int Number, string? PersonaId, string Text, TurnStatus Status)> Of(IEnumerable<TurnUpdate> updates)
    {
        var turns = new Dictionary<Guid, (int Number, string? PersonaId, string Text, TurnStatus Status)>();
        foreach (var update in updates)
        {
            switch (update)
            {
                case TurnStored stored: turns[stored.TurnId] = (stored.Number, stored.PersonaId, stored.Text, TurnStatus.Complete); break;
                case ReplyStarted started: turns[started.TurnId] = (started.Number, started.PersonaId, "", TurnStatus.Generating); break;
                case ReplyDelta delta: turns[delta.TurnId] = turns[delta.TurnId] with { Text = turns[delta.TurnId].Text + delta.Text }; break;
                case ReplyReset reset: turns[reset.TurnId] = turns[reset.TurnId] with { Text = "", Status = TurnStatus.Generating }; break;
                case ReplyEnded ended: turns[ended.TurnId] = turns[ended.TurnId] with { Status = ended.Status }; break;
            }
        }

        return [.. turns.Values.OrderBy(turn => turn.Number)];
    }

    public static List<(int Number, string? PersonaId, string Text, TurnStatus Status)> Of(IEnumerable<Turn> turns) =>
        [.. turns.Select(turn => (turn.Number, turn.PersonaId, turn.Text, turn.Status))];
}
