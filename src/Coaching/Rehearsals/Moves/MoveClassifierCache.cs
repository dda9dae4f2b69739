using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Coaching.Rehearsals.Moves;

/// <summary>
/// Trains the shipped classifier once and keeps it on disk under the hash of everything that made it: the data, the
/// lexicon, and the recipe of features, training and calibration.
/// </summary>
internal static class MoveClassifierCache
{
    // Raise when features, training, calibration or this file's layout change, so that an old file is not taken for a new model.
    private const string Recipe = "moves-5";

    /// <summary>Reads the cached model for this data, or trains and caches it.</summary>
    /// <param name="dataFolder">Holds <c>train*.jsonl</c> and <c>dev.jsonl</c>.</param>
    /// <param name="cacheFolder">Where the trained model is kept; made when absent.</param>
    public static MoveClassifier LoadOrTrain(string dataFolder, string cacheFolder)
    {
        var trainFiles = Directory.GetFiles(dataFolder, "train*.jsonl").Order(StringComparer.Ordinal).ToArray();
        var devFile = Path.Combine(dataFolder, "dev.jsonl");
        var file = Path.Combine(cacheFolder, $"{Recipe}-{HashOf([.. trainFiles, devFile])[..16]}.bin");
        if (TryRead(file) is { } cached) return cached;

        var train = trainFiles.SelectMany(LabelledUtterance.ReadFile).ToList();
        var classifier = MoveClassifier.Train(train, LabelledUtterance.ReadFile(devFile));
        Directory.CreateDirectory(cacheFolder);
        Write(file, classifier);
        return classifier;
    }

    private static string HashOf(string[] files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(MoveLexicon.Source));
        foreach (var file in files) hash.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // The layout: number of features, features, biases, thresholds, weights, and the SHA-256 of all that.
    private static void Write(string file, MoveClassifier classifier)
    {
        using var content = new MemoryStream();
        content.Write(BitConverter.GetBytes(classifier.Model.Vocabulary.Features.Count));
        Put<ulong>([.. classifier.Model.Vocabulary.Features]);
        Put<float>([.. classifier.Model.Biases]);
        Put<float>(classifier.Thresholds.Made);
        Put<float>(classifier.Thresholds.Stated);
        Put<float>([.. classifier.Model.Weights]);
        content.Write(SHA256.HashData(content.ToArray()));

        // Renamed into place: another process starting at the same moment sees a whole file or none.
        var temporary = $"{file}.{Guid.NewGuid():N}";
        File.WriteAllBytes(temporary, content.ToArray());
        File.Move(temporary, file, overwrite: true);

        void Put<T>(T[] values) where T : unmanaged => content.Write(MemoryMarshal.AsBytes<T>(values));
    }

    // A damaged cache is only a lost shortcut: null, and it is trained again and overwritten.
    private static MoveClassifier? TryRead(string file)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (IOException)
        {
            return null;
        }

        if (bytes.Length <= SHA256.HashSizeInBytes) return null;
        var end = bytes.Length - SHA256.HashSizeInBytes;
        if (!SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end))) return null;
        var (moves, at) = (MoveCatalogue.All.Count, 0);
        var count = Take<int>(1)[0];
        var vocabulary = new MoveVocabulary(Take<ulong>(count));
        var biases = Take<float>(moves);
        var thresholds = new MoveThresholds(Take<float>(moves), Take<float>(moves));
        return new MoveClassifier(new MoveModel(vocabulary, Take<float>(count * moves), biases), thresholds);

        T[] Take<T>(int length) where T : unmanaged
        {
            var size = length * Marshal.SizeOf<T>();
            var values = MemoryMarshal.Cast<byte, T>(bytes.AsSpan(at, size)).ToArray();
            at += size;
            return values;
        }
    }
}
