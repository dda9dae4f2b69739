using Coaching.Knowledge;
using Coaching.Knowledge.Answers;
using Coaching.Models;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace Coaching.Tests.Knowledge.Answers;

public sealed class EntryPassagesTests
{
    private static readonly IReadOnlyList<Entry> Entries = EntryReader.ReadFolder(Path.Combine(Shipped.Folder, "scenarios", "qa"));

    [Fact]
    public async Task TheEmbeddedAnswer_OfEveryEntry_StandsUnchangedAndIsItsOwn()
    {
        using var model = new EmbeddedChatClient(new FakeTimeProvider(), 0);
        foreach (var entry in Entries)
        {
            var passages = EntryPassages.Of(entry.Question, [entry]);
            var text = (await model.GetResponseAsync([CueMessage.Create("answer", new AnswerCue([.. passages.Select(passage => passage.Passage)]))], cancellationToken: TestContext.Current.CancellationToken)).Text;

            var read = CitationCheck.Read(text, [.. passages.Select(passage => passage.Passage)]);

            read.Where(sentence => sentence.Removed is not null).ShouldBeEmpty(entry.Id);
            read.Count.ShouldBeGreaterThanOrEqualTo(4, entry.Id);
            string.Concat(read.Where(sentence => passages[sentence.Passage - 1].Citation.Section == EntryPassages.AnswerSection).Select(sentence => sentence.Text)).ShouldBe(entry.Answer.Trim(), entry.Id);
        }
    }

    [Fact]
    public void Of_EveryPassage_StandsInTheSectionItCites()
    {
        foreach (var entry in Entries)
        {
            foreach (var (passage, citation) in EntryPassages.Of(entry.Question, [entry]))
            {
                var section = citation.Section == EntryPassages.AnswerSection ? entry.Answer : entry.Section(citation.Section)!;
                section.Replace("**", "", StringComparison.Ordinal).ShouldContain(passage.Text);
                citation.Version.ShouldBe(entry.Version);
            }
        }
    }

    [Fact]
    public void Of_AQuestionAboutOneStep_MakesThatStepCore()
    {
        var entry = Entries.Single(candidate => candidate.Id == "hs-homework-too-much");

        var core = EntryPassages.Of("到点停笔要怎么约定，睡前几点停", [entry]).Where(passage => passage.Passage.Core).ToList();

        core.ShouldContain(passage => passage.Passage.Text.Contains("睡前半小时停笔", StringComparison.Ordinal));
        core.Count(passage => passage.Citation.Section == "怎么做").ShouldBe(2);
        core.Count(passage => passage.Citation.Section == "可以这样说").ShouldBe(1);
    }

    [Fact]
    public void Of_SeveralEntries_TakesTheCoreFromTheFirstAlone()
    {
        var passages = EntryPassages.Of("怎么办", [Entries[0], Entries[1]]);

        passages.Where(passage => passage.Passage.Core).ShouldAllBe(passage => passage.Citation.EntryId == Entries[0].Id);
        passages.Select(passage => passage.Passage.Number).ShouldBe(Enumerable.Range(1, passages.Count));
    }
}
