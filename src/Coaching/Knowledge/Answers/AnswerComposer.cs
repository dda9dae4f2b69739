using Coaching.Models;
using Coaching.Prompts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coaching.Knowledge.Answers;

/// <summary>
/// Has a model put an answer together from passages, and lets through only what the passages support. When nothing of it
/// is left, or the model is away, the embedded one answers with the authored sentences as they stand.
/// </summary>
internal sealed class AnswerComposer(
    PromptCatalogue prompts,
    IChatClient model,
    [FromKeyedServices(EmbeddedModel.Key)] IChatClient embedded,
    AnswerMeter meter,
    ILogger<AnswerComposer> logger)
{
    private const int MostSentences = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    /// <summary>The sentences of an answer with their sources, and who put them together.</summary>
    public async Task<(IReadOnlyList<AnswerSentence> Sentences, string Provider)> ComposeAsync(string question, IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        var passages = EntryPassages.Of(question, entries);
        var messages = await MessagesAsync(question, passages, cancellationToken);
        if (await AskAsync(messages, entries, cancellationToken) is { } text)
        {
            var kept = Keep(text, passages, entries);
            if (kept.Count > 0) return (kept, ProviderOf(model));
            logger.LogWarning("Nothing of the model's answer from {EntryIds} was supported; the embedded one answers", Ids(entries));
        }

        var own = await embedded.GetResponseAsync(messages, cancellationToken: cancellationToken);
        return (Keep(own.Text, passages, entries), ProviderOf(embedded));
    }

    // Rules, passages and the teacher's words each stand in a message of their own: none can pass for another.
    private async Task<List<ChatMessage>> MessagesAsync(string question, IReadOnlyList<(AnswerPassage Passage, AnswerCitation Citation)> passages, CancellationToken cancellationToken)
    {
        var system = await prompts.RenderAsync(
            "knowledge/answer",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["sentences"] = MostSentences.ToString() },
            cancellationToken);
        return
        [
            new ChatMessage(ChatRole.System, system),
            CueMessage.Create("answer", new AnswerCue([.. passages.Select(passage => passage.Passage)])),
            new ChatMessage(ChatRole.User, question),
        ];
    }

    private async Task<string?> AskAsync(List<ChatMessage> messages, IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            var text = (await model.GetResponseAsync(messages, cancellationToken: patience.Token)).Text;
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(fault, "The model gave no answer from {EntryIds}; the embedded one answers", Ids(entries));
            return null;
        }
    }

    private List<AnswerSentence> Keep(string text, IReadOnlyList<(AnswerPassage Passage, AnswerCitation Citation)> passages, IReadOnlyList<Entry> entries)
    {
        var kept = new List<AnswerSentence>();
        foreach (var (number, sentence) in CitationCheck.Read(text, [.. passages.Select(passage => passage.Passage)]).Index())
        {
            if (sentence.Removed is { } reason)
            {
                meter.Removed(reason);
                logger.LogInformation("Sentence {Number} of an answer from {EntryIds} was taken out: {Reason}", number + 1, Ids(entries), reason);
            }
            else if (!kept.Exists(known => known.Text == sentence.Text))
            {
                kept.Add(new AnswerSentence(sentence.Text, passages[sentence.Passage - 1].Citation));
            }
        }

        return kept;
    }

    private static string Ids(IReadOnlyList<Entry> entries) => string.Join(", ", entries.Select(entry => $"{entry.Id} v{entry.Version}"));

    private static string ProviderOf(IChatClient client) => client.GetService<ChatClientMetadata>()?.ProviderName ?? "unknown";
}
