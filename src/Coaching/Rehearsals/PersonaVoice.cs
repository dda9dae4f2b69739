using System.Runtime.CompilerServices;
using Coaching.Models;
using Coaching.Prompts;
using Coaching.Scenarios;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Coaching.Rehearsals;

/// <summary>Has a model speak one reply of a persona: one call through Semantic Kernel, streamed.</summary>
internal sealed class PersonaVoice(Kernel kernel, IChatClient model, PromptCatalogue prompts)
{
    // A model that rambles is cut rather than let run: no authored reply is half as long.
    private const int LongestReply = 400;

    private readonly IChatCompletionService chat = model.AsChatCompletionService();

    /// <summary>Streams the reply.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="earlier">What was said before the teacher's last turn, oldest first.</param>
    /// <param name="teacherText">The teacher's last turn.</param>
    /// <param name="cue">What the reply is to be made of.</param>
    /// <param name="cancellationToken">Stops the model, upstream too.</param>
    public async IAsyncEnumerable<string> SpeakAsync(
        Scenario scenario, IEnumerable<Turn> earlier, string teacherText, PersonaCue cue,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var speaker = scenario.Personas.First(persona => persona.Name == cue.Speaker);
        var history = new ChatHistory(await prompts.RenderAsync(
            "rehearsal/persona",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["name"] = speaker.Name,
                ["role"] = speaker.Role,
                ["profile"] = speaker.Profile.Trim(),
                ["manner"] = speaker.Manner,
                ["situation"] = scenario.Situation.Trim(),
            },
            cancellationToken));
        foreach (var turn in earlier)
        {
            if (turn.PersonaId is null) history.AddUserMessage(turn.Text);
            else if (turn.Text.Length > 0 && turn.PersonaId == speaker.Id) history.AddAssistantMessage(turn.Text);
            // What others in the room say is heard, and is not the speaker's own.
            else if (turn.Text.Length > 0) history.AddUserMessage($"（{scenario.PersonaOf(turn.PersonaId).Name}在一旁说）{turn.Text}");
        }

        history.AddSystemMessage(CueMessage.Create("persona", cue).Text);
        history.AddUserMessage(teacherText);
        var length = 0;
        await foreach (var chunk in chat.GetStreamingChatMessageContentsAsync(history, kernel: kernel, cancellationToken: cancellationToken))
        {
            if (string.IsNullOrEmpty(chunk.Content)) continue;
            var text = chunk.Content[..Math.Min(chunk.Content.Length, LongestReply - length)];
            length += text.Length;
            yield return text;
            if (length >= LongestReply) yield break;
        }
    }
}
