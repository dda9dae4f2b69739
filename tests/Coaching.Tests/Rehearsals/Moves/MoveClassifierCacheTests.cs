using Coaching.Rehearsals.Moves;
using Shouldly;

namespace Coaching.Tests.Rehearsals.Moves;

public sealed class MoveClassifierCacheTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("moves").FullName;

    public MoveClassifierCacheTests() => MoveSamples.WriteSmallFolder(Data);

    private string Data => Path.Combine(folder, "data");

    private string Cache => Path.Combine(folder, "cache");

    [Fact]
    public void LoadOrTrain_ASecondTime_ReadsWhatTheFirstTimeTrained()
    {
        var trained = MoveClassifierCache.LoadOrTrain(Data, Cache);
        var written = File.GetLastWriteTimeUtc(Cached().ShouldHaveSingleItem());

        var read = MoveClassifierCache.LoadOrTrain(Data, Cache);

        ShouldBeEqual(read, trained);
        File.GetLastWriteTimeUtc(Cached().ShouldHaveSingleItem()).ShouldBe(written);
    }

    [Theory]
    [InlineData("train-a.jsonl")]
    [InlineData("dev.jsonl")]
    [InlineData("dev-b.jsonl")]
    public void LoadOrTrain_AfterTheDataChanged_TrainsAnew(string changed)
    {
        MoveClassifierCache.LoadOrTrain(Data, Cache);
        File.AppendAllText(Path.Combine(Data, changed), """{"text":"您先坐，慢慢说。","labels":[]}""" + "\n");

        MoveClassifierCache.LoadOrTrain(Data, Cache);

        Cached().Length.ShouldBe(2);
    }

    [Fact]
    public void LoadOrTrain_AfterTheFrozenTestSplitChanged_KeepsTheModel()
    {
        MoveClassifierCache.LoadOrTrain(Data, Cache);
        File.AppendAllText(Path.Combine(Data, "test.jsonl"), "\n");

        MoveClassifierCache.LoadOrTrain(Data, Cache);

        Cached().Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("emptied")]
    [InlineData("cut short")]
    [InlineData("one byte flipped")]
    public void LoadOrTrain_FromADamagedFile_TrainsAnewAndMendsIt(string damage)
    {
        var trained = MoveClassifierCache.LoadOrTrain(Data, Cache);
        var file = Cached().ShouldHaveSingleItem();
        var sound = File.ReadAllBytes(file);
        File.WriteAllBytes(file, Damaged(sound, damage));

        var mended = MoveClassifierCache.LoadOrTrain(Data, Cache);

        ShouldBeEqual(mended, trained);
        File.ReadAllBytes(file).ShouldBe(sound);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static byte[] Damaged(byte[] sound, string damage)
    {
        if (damage == "emptied") return [];
        if (damage == "cut short") return sound[..(sound.Length / 2)];
        var flipped = sound.ToArray();
        flipped[flipped.Length / 2] ^= 1;
        return flipped;
    }

    private static void ShouldBeEqual(MoveClassifier one, MoveClassifier other)
    {
        one.Thresholds.Stated.ShouldBe(other.Thresholds.Stated);
        foreach (var text in MoveSamples.SmallDev.Select(utterance => utterance.Text))
        {
            one.Model.Score(text).ShouldBe(other.Model.Score(text));
            one.Read(text).Moves.ShouldBe(other.Read(text).Moves);
        }
    }

    private string[] Cached() => Directory.GetFiles(Cache);
}
