using System.Text.Json;
using Coaching.Models;
using Coaching.Prompts;
using Coaching.Rehearsals.Moves;
using Microsoft.Extensions.AI;

namespace Coaching.Evaluation;

/// <summary>What a language model made of one text.</summary>
/// <param name="Labels">Its labels; null where its answer could not be used.</param>
/// <param name="Fault">Why not; null where it could.</param>
public sealed record ModelReading(IReadOnlyList<string>? Labels, string? Fault = null);

/// <summary>Lets the configured language model label texts, to be held against the classifier.</summary>
/// <param name="model">The product's own chain, masking included.</param>
/// <param name="prompts">Holds <c>eval/moves</c> and <c>eval/labels</c>.</param>
public sealed class ModelLabeller(IChatClient model, PromptCatalogue prompts)
{
    private const int MostAtOnce = 4;
    private const int LongestAnswer = 200;

    /// <summary>Labels texts with the product's moves.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A reading for each text, in their order.</returns>
    public async Task<IReadOnlyList<ModelReading>> ReadMovesAsync(IReadOnlyList<LabelledText> texts, CancellationToken cancellationToken)
    {
        var prompt = await prompts.RenderAsync("eval/moves", new Dictionary<string, string>(StringComparer.Ordinal), cancellationToken);
        return await ReadAsync(texts, [.. MoveCatalogue.ByName.Keys], prompt, text => text.Context is null ? null : new { before = text.Context }, cancellationToken);
    }

    /// <summary>Labels texts with labels of any other kind.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="labels">The labels it may give.</param>
    /// <param name="isExclusive">Whether a text has exactly one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A reading for each text, in their order.</returns>
    public async Task<IReadOnlyList<ModelReading>> ReadAsync(IReadOnlyList<LabelledText> texts, IReadOnlyList<string> labels, bool isExclusive, CancellationToken cancellationToken)
    {
        var prompt = await prompts.RenderAsync("eval/labels", new Dictionary<string, string>(StringComparer.Ordinal), cancellationToken);
        return await ReadAsync(texts, labels, prompt, text => new { labels, isExclusive, before = text.Context }, cancellationToken);
    }

    /// <summary>Takes the labels out of an answer: the JSON array in it, all of its members known.</summary>
    /// <returns>The labels, or null when there is no such array.</returns>
    internal static IReadOnlyList<string>? LabelsIn(string answer, IReadOnlyList<string> labels)
    {
        var (start, end) = (answer.IndexOf('[', StringComparison.Ordinal), answer.LastIndexOf(']'));
        if (start < 0 || end < start) return null;
        try
        {
            var named = JsonSerializer.Deserialize<string[]>(answer[start..(end + 1)]);
            return named is not null && named.All(labels.Contains) ? [.. named.Distinct(StringComparer.Ordinal)] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<ModelReading>> ReadAsync(
        IReadOnlyList<LabelledText> texts, IReadOnlyList<string> labels, string prompt, Func<LabelledText, object?> cue, CancellationToken cancellationToken)
    {
        var readings = new ModelReading[texts.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, texts.Count, limits, async (i, stop) =>
        {
            List<ChatMessage> messages = [new(ChatRole.System, prompt)];
            if (cue(texts[i]) is { } given) messages.Add(CueMessage.Create("labels", given));
            messages.Add(new ChatMessage(ChatRole.User, texts[i].Text));
            readings[i] = await AnswerAsync(messages, labels, stop);
        });
        return readings;
    }

    private async Task<ModelReading> AnswerAsync(List<ChatMessage> messages, IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await model.GetResponseAsync(messages, new ChatOptions { Temperature = 0, MaxOutputTokens = LongestAnswer }, cancellationToken);
            return LabelsIn(answer.Text, labels) is { } named ? new ModelReading(named) : new ModelReading(null, "the answer holds no array of known labels");
        }
        catch (ModelUnavailableException fault)
        {
            return new ModelReading(null, $"the service did not answer ({fault.Message})");
        }
    }
}
