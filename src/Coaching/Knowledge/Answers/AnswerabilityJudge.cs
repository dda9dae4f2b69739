using System.Text.Json;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge.Answers;

/// <summary>What is to be done with a question.</summary>
internal readonly record struct Judgement(AnswerKind Kind, AnswerConfidence Confidence, DeclineReason Reason)
{
    /// <summary>What it rests on; null when the wording alone decided.</summary>
    public AnswerGrounds? Grounds { get; init; }
}

/// <summary>What a judgement rests on.</summary>
/// <param name="Chance">How likely the question is covered, 0 to 1.</param>
/// <param name="Needed">The chance from which on it is answered.</param>
/// <param name="Share">The part of the question's weight that the best entry holds, 0 to 1.</param>
/// <param name="Known">The part of the question's character pairs that 百问百答 uses at all, 0 to 1.</param>
/// <param name="SameWording">Whether it is answered although the chance is small, because it is nearly one of the entry's ways to ask.</param>
public sealed record AnswerGrounds(double Chance, double Needed, double Share, double Known, bool SameWording);

/// <summary>
/// Decides whether 百问百答 covers a question: by its wording where that is enough, else by what the model of the corpus
/// says. Learns anew when what is published changes, so that a mentor's new entry is answered from at once.
/// </summary>
internal sealed class AnswerabilityJudge(IDbContextFactory<CoachingDb> databases, AnswerabilityLearning lessons) : IDisposable
{
    // As good as one of the entry's own ways to ask: no more evidence is needed.
    private const double SameWording = 0.75;

    private readonly SemaphoreSlim learning = new(1);
    private volatile Learnt? learnt;

    /// <summary>Judges a question beside the entries found for it.</summary>
    public async Task<Judgement> JudgeAsync(string question, IReadOnlyList<QaHit> hits, CancellationToken cancellationToken)
    {
        if (AskScreen.Reason(question) is not DeclineReason.None and var reason) return new Judgement(AnswerKind.OutOfScope, AnswerConfidence.None, reason);
        var (model, screen) = await ModelAsync(cancellationToken);
        var (declined, score) = screen.Read(question);
        if (score >= LearntScreen.Declined) return new Judgement(AnswerKind.OutOfScope, AnswerConfidence.None, declined);
        var found = hits.Select(hit => hit.Entry).ToList();
        var features = model.Read(question, found);
        var chance = AnswerabilityWeights.Chance(features);
        var sameWording = chance < AnswerabilityWeights.Answerable && found.Count > 0 && lessons.Ways(found[0]).Max(way => model.Likeness(question, way)) >= SameWording;
        var grounds = new AnswerGrounds(chance, AnswerabilityWeights.Answerable, features.Share, features.Known, sameWording);
        if (sameWording) chance = 1;
        var judgement = (hits.Count > 0 && chance >= AnswerabilityWeights.Answerable, AskScreen.IsAboutSchool(question)) switch
        {
            (true, _) => new Judgement(AnswerKind.Answered, chance >= AnswerabilityWeights.Confident ? AnswerConfidence.High : AnswerConfidence.Fair, DeclineReason.None),
            (_, true) => new Judgement(AnswerKind.NotCovered, AnswerConfidence.None, DeclineReason.None),
            _ => new Judgement(AnswerKind.OutOfScope, AnswerConfidence.None, DeclineReason.NotSchool),
        };
        return judgement with { Grounds = grounds };
    }

    /// <summary>Learns what a first question would otherwise wait for.</summary>
    public Task LearnAsync(CancellationToken cancellationToken) => ModelAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose() => learning.Dispose();

    // Only word counts are learnt here, over all units; which entries a question is judged beside is decided by the search.
    private async Task<LearntAnswerability> ModelAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var published = db.Entries.AsNoTracking().Where(entry => entry.Status == EntryStatus.Published);
        var versions = string.Join(' ', await published.OrderBy(entry => entry.EntryId).ThenBy(entry => entry.Version).Select(entry => entry.EntryId + ":" + entry.Version).ToListAsync(cancellationToken));
        if (learnt is { } current && current.Versions == versions) return current.Model;
        await learning.WaitAsync(cancellationToken);
        try
        {
            if (learnt is { } other && other.Versions == versions) return other.Model;
            var newest = (await published.ToListAsync(cancellationToken)).GroupBy(entry => entry.EntryId, StringComparer.Ordinal)
                .Select(group => group.MaxBy(version => version.Version)!.Entry).OrderBy(entry => entry.Id, StringComparer.Ordinal).ToList();
            // Computing goes on elsewhere: the page that asks stays alive.
            learnt = new Learnt(versions, await Task.Run(() => lessons.Learn(newest), cancellationToken));
            return learnt.Model;
        }
        finally
        {
            learning.Release();
        }
    }

    private sealed record Learnt(string Versions, LearntAnswerability Model);
}

/// <summary>Questions that 百问百答 has no answer for, written to teach the difference.</summary>
/// <param name="Questions">The questions.</param>
internal sealed record UnanswerableList(IReadOnlyList<UnanswerableQuestion> Questions)
{
    /// <summary>Reads every <c>*.jsonl</c> of <c>{"id", "text", "kind", "topic"}</c> in a folder.</summary>
    public static UnanswerableList ReadFolder(string folder) =>
        new([.. Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadLines)
            .Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<UnanswerableQuestion>(line, JsonSerializerOptions.Web)!)]);
}

/// <summary>One of them.</summary>
/// <param name="Text">The question.</param>
/// <param name="Kind">school, life, chat, injection or improper.</param>
/// <param name="Topic">What it is about; cross-validation keeps a topic together.</param>
internal sealed record UnanswerableQuestion(string Text, string Kind, string Topic);
