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
    private const string Recipe = "moves-6";

    /// <summary>Reads the cached model for this data, or trains and caches it.</summary>
    /// <param name="dataFolder">Holds <c>train*.jsonl</c> and <c>dev*.jsonl</c>.</param>
    /// <param name="cacheFolder">Where the trained model is kept; made when absent.</param>
    public static MoveClassifier LoadOrTrain(string dataFolder, string cacheFolder)
    {
        var (trainFiles, devFiles) = (Files(dataFolder, "train"), Files(dataFolder, "dev"));
        var file = Path.Combine(cacheFolder, $"{Recipe}-{HashOf([.. trainFiles, .. devFiles])[..16]}.bin");
        if (TryRead(file) is { } cached) return cached;

        var classifier = Train(trainFiles, devFiles);
        Directory.CreateDirectory(cacheFolder);
        Write(file, classifier);
        return classifier;
    }

    private static MoveClassifier Train(string[] trainFiles, string[] devFiles) =>
        MoveClassifier.Train([.. trainFiles.SelectMany(LabelledUtterance.ReadFile)], [.. devFiles.SelectMany(LabelledUtterance.ReadFile)]);

    private static string[] Files(string folder, string use) => [.. Directory.GetFiles(folder, $"{use}*.jsonl").Order(StringComparer.Ordinal)];

    private static string HashOf(string[] files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(MoveLexicon.Source));
        foreach (var file in files) hash.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // The layout: the numbers of features and of networks, features, thresholds, each network, and the SHA-256 of all that.
    private static void Write(string file, MoveClassifier classifier)
    {
        using var content = new MemoryStream();
        Put<int>([classifier.Model.Vocabulary.Features.Count, classifier.Model.Networks.Count]);
        Put<ulong>([.. classifier.Model.Vocabulary.Features]);
        Put<float>(classifier.Thresholds.Made);
        Put<float>(classifier.Thresholds.Stated);
        foreach (var network in classifier.Model.Networks)
        {
            Put<float>(network.Vectors);
            Put<float>(network.HiddenBiases);
            Put<float>(network.Outputs);
            Put<float>(network.Biases);
        }

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
        var sizes = Take<int>(2);
        var (count, width) = (sizes[0], MoveNetwork.Width);
        var vocabulary = new MoveVocabulary(Take<ulong>(count));
        var thresholds = new MoveThresholds(Take<float>(moves), Take<float>(moves));
        var networks = new MoveNetwork[sizes[1]];
        for (var i = 0; i < networks.Length; i++)
        {
            networks[i] = new MoveNetwork(Take<float>(count * width), Take<float>(width), Take<float>(moves * width), Take<float>(moves));
        }

        return new MoveClassifier(new MoveModel(vocabulary, networks), thresholds);

        T[] Take<T>(int length) where T : unmanaged
        {
            var size = length * Marshal.SizeOf<T>();
            var values = MemoryMarshal.Cast<byte, T>(bytes.AsSpan(at, size)).ToArray();
            at += size;
            return values;
        }
    }
}
