using System.Text;
using Coaching.Models.Embeddings;
using CsCheck;
using Shouldly;

namespace Coaching.Tests.Models.Embeddings;

/// <summary>Vectors on disk: nothing wrong is ever read, whatever happens to the file.</summary>
public sealed class VectorFileTests : IDisposable
{
    private const long Plenty = 1 << 20;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("coaching-vectors-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(folder.FullName, "vectors.bin");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Vectors_AreThereAfterARestart_AndTheirTextsAreNot()
    {
        await AddAsync(File(), "家长嫌作业太多", "孩子写到十点");

        ShouldHold(File(), "家长嫌作业太多", "孩子写到十点");
        File().Read([Key("没有写过")]).ShouldBeEmpty();
        foreach (var path in Directory.GetFiles(folder.FullName)) Encoding.UTF8.GetString(await System.IO.File.ReadAllBytesAsync(path, Stop)).ShouldNotContain("家长");
    }

    [Fact]
    public async Task AFileCutAnywhere_GivesWhatIsWhole_AndTakesMore()
    {
        await AddAsync(File(), "一", "二", "三");
        var whole = await System.IO.File.ReadAllBytesAsync(Data, Stop);
        for (var length = 0; length < whole.Length; length++)
        {
            await System.IO.File.WriteAllBytesAsync(Data, whole[..length], Stop);
            var file = File();
            var kept = file.Read([Key("一"), Key("二"), Key("三")]);
            foreach (var text in (string[])["一", "二", "三"]) if (kept.TryGetValue(Key(text), out var vector)) vector.ShouldBe(Vector(text));
            kept.Count.ShouldBe(Math.Max(0, (length - 24) / ((whole.Length - 24) / 3)));

            await AddAsync(file, "四");
            ShouldHold(File(), "四");
            File().Read([Key("一"), Key("二"), Key("三")]).Count.ShouldBe(kept.Count);
        }
    }

    [Fact]
    public async Task AByteTurnedOver_IsNeverReadAsAVector()
    {
        await AddAsync(File(), "一", "二", "三");
        var whole = await System.IO.File.ReadAllBytesAsync(Data, Stop);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[1, 255]).Sample((place, change) =>
        {
            var altered = whole.ToArray();
            altered[place] ^= (byte)change;
            System.IO.File.WriteAllBytes(Data, altered);
            foreach (var (key, vector) in File().Read([Key("一"), Key("二"), Key("三")]))
            {
                vector.ShouldBe(Vector(((string[])["一", "二", "三"]).Single(text => Key(text) == key)));
            }
        }, threads: 1);
    }

    [Fact]
    public async Task AFullFile_KeepsTheNewest_AndStaysWithinItsBound()
    {
        const long bound = 2_000;
        var file = File(bound);
        var other = File(bound);
        for (var number = 0; number < 100; number++)
        {
            await AddAsync(number % 2 == 0 ? file : other, $"第{number}条");
            new FileInfo(Data).Length.ShouldBeLessThanOrEqualTo(bound);
        }

        ShouldHold(file, "第99条", "第98条", "第95条");
        file.Read([Key("第0条")]).ShouldBeEmpty();
    }

    [Fact]
    public async Task MoreThanTheFileHolds_IsCutToIt()
    {
        await AddAsync(File(1_000), [.. Enumerable.Range(0, 100).Select(number => $"第{number}条")]);

        new FileInfo(Data).Length.ShouldBeLessThanOrEqualTo(1_000);
        ShouldHold(File(1_000), "第99条");
    }

    [Fact]
    public async Task ManyWriters_LoseNothing()
    {
        // Each with its own state, as processes have.
        await Parallel.ForEachAsync(Enumerable.Range(0, 6), Stop, async (writer, _) =>
        {
            var file = File();
            for (var number = 0; number < 10; number++) await AddAsync(file, $"{writer}写的第{number}条");
        });

        ShouldHold(File(), [.. from writer in Enumerable.Range(0, 6) from number in Enumerable.Range(0, 10) select $"{writer}写的第{number}条"]);
    }

    [Fact]
    public async Task AWriterThatDies_LeavesNoLock()
    {
        Directory.CreateDirectory(folder.FullName);
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder.FullName, "vectors.lock"), "", Stop);

        await AddAsync(File(), "一");

        ShouldHold(File(), "一");
    }

    private VectorFile File(long bound = Plenty) => new(folder.FullName, bound);

    private static VectorKey Key(string text) => VectorKey.Of("model", text);

    private static float[] Vector(string text) => [.. Enumerable.Range(1, 16).Select(number => (float)(text.Sum(letter => letter) * number % 977))];

    private static Task AddAsync(VectorFile file, params string[] texts) =>
        file.AddAsync([.. texts.Select(text => KeyValuePair.Create(Key(text), Vector(text)))], TimeProvider.System, Stop);

    private static void ShouldHold(VectorFile file, params string[] texts)
    {
        var found = file.Read([.. texts.Select(Key)]);
        foreach (var text in texts) found.GetValueOrDefault(Key(text)).ShouldBe(Vector(text), text);
    }
}
