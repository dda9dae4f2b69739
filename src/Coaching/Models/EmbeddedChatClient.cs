using System.Runtime.CompilerServices;
using Coaching.Feedback;
using Coaching.Knowledge.Answers;
using Coaching.Rehearsals;
using Microsoft.Extensions.AI;

namespace Coaching.Models;

/// <summary>
/// The model that ships with the product: it realises persona turns, hints, debrief texts and answers from the cue in the
/// messages, with no key, no network and the same words for the same seed. It knows nothing that is not in the messages.
/// </summary>
internal sealed class EmbeddedChatClient(TimeProvider time, int charactersPerSecond) : IChatClient
{
    private const int CharactersPerChunk = 3;

    private static readonly ChatClientMetadata Metadata = new("embedded", defaultModelId: "embedded-1");

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, Realise(messages)))
        {
            ModelId = Metadata.DefaultModelId,
            FinishReason = ChatFinishReason.Stop,
        });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var text = Realise(messages);
        for (var start = 0; start < text.Length; start += CharactersPerChunk)
        {
            var chunk = text[start..Math.Min(text.Length, start + CharactersPerChunk)];
            // People read along: a reply that appears at once does not feel spoken. Evaluation runs set the pace to 0, without pause.
            if (charactersPerSecond > 0) await Task.Delay(TimeSpan.FromSeconds((double)chunk.Length / charactersPerSecond), time, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, chunk) { ModelId = Metadata.DefaultModelId };
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(ChatClientMetadata) ? Metadata
        : serviceKey is null && serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
    }

    private static string Realise(IEnumerable<ChatMessage> messages) => CueMessage.Find(messages) switch
    {
        ("persona", var cue) => Speak(CueMessage.As<PersonaCue>(cue)),
        ("hint", var cue) => HintText(CueMessage.As<HintCue>(cue)),
        ("debrief", var cue) => DebriefText(CueMessage.As<DebriefCue>(cue)),
        ("answer", var cue) => AnswerText(CueMessage.As<AnswerCue>(cue)),
        // Without a cue there is nothing this model may claim to know.
        _ => "我只能回应演练里的对话。",
    };

    private static string Speak(PersonaCue cue)
    {
        if (cue.Closing.Count > 0) return cue.Closing[0];
        if (cue.Answers.Count > 0) return cue.Tells.Count > 0 ? cue.Answers[0] + cue.Tells[0] : cue.Answers[0];
        // Whoever confides says just that: a reaction before it, chosen for another line of thought, sounds pasted on.
        return cue.Tells.Count > 0 ? cue.Tells[0] : cue.Lines.Count > 0 ? cue.Lines[0] : "";
    }

    private static string HintText(HintCue cue)
    {
        var mood = (cue.Agitation, cue.Trust) switch
        {
            ( >= 55, _) => "对方的情绪还在高处，先别急着讲道理。",
            (_, < PersonaState.MidTrust) => "对方还没有完全相信你。",
            (_, < PersonaState.HighTrust) => "对方开始愿意听了。",
            _ => "对方已经松口，可以往下一步走了。",
        };
        if (cue.Advice.Length == 0) return "要练的几样都做到了，可以把说定的事再确认一遍，然后结束。";
        var advice = cue.Advice.TrimEnd('。');
        return cue.Grade switch
        {
            HintGrade.Nudge => $"{mood}想一想：{advice}，这一步走到了吗？",
            HintGrade.Strategy when cue.EntryAnswer.Length > 0 => $"{advice}。百问百答里的做法：{cue.EntryAnswer}",
            HintGrade.Strategy => $"可以这样做：{advice}。",
            _ => $"{mood}可以试试：{advice}。",
        };
    }

    // The authored words as they stand, each with its number: nothing is added that would need a source of its own.
    private static string AnswerText(AnswerCue cue) =>
        string.Join('\n', cue.Passages.Where(passage => passage.Core)
            .SelectMany(passage => EntryPassages.Sentences(passage.Text).Select(sentence => $"{sentence}[{passage.Number}]")));

    private static string DebriefText(DebriefCue cue)
    {
        var change = cue.TrustAfter - cue.TrustBefore;
        var course = change switch
        {
            >= 20 => "这次谈话，对方从戒备慢慢走到了愿意商量。",
            >= 5 => "这次谈话，对方比开头松动了一些。",
            > -5 => "这次谈话，对方的态度没有太大变化。",
            _ => "这次谈话，对方比开头更难相信你了，这在真实工作里也常遇到。",
        };
        var keep = cue.Kept.Count == 0 ? "" : cue.Kept[0].Quote is { } quote ? $"你说“{quote}”，{cue.Kept[0].Text}" : cue.Kept[0].Text;
        var next = cue.Change is null ? "下次可以换一个更难的情境，看看这些做法在压力下还在不在。" : $"下次只改一件事：{cue.Change.Text}";
        return string.Join("", new[] { course, keep, next }.Where(part => part.Length > 0).Select(part => part.TrimEnd('。', '！') + "。"));
    }
}
