using System.Security.Cryptography;
using System.Text;

namespace Coaching.Rehearsals.Moves;

/// <summary>
/// Trains the shipped classifier once and keeps it on disk under the hash of everything that made it: the data, the
/// features and the trainer's version.
/// </summary>
internal static class MoveClassifierCache
{
    // Raise when features or training change, so that an old file is not taken for a new model.
    private const string Recipe = "moves-4";

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
        foreach (var file in files) hash.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Write(string file, MoveClassifier classifier)
    {
        var temporary = $"{file}.{Guid.NewGuid():N}";
        using (var writer = new BinaryWriter(File.Create(temporary), Encoding.UTF8))
        {
            foreach (var model in classifier.Models)
            {
                writer.Write((int)model.Move);
                writer.Write(model.Bias);
                writer.Write(model.Threshold);
                writer.Write(model.StatedThreshold);
                var set = model.Weights.Index().Where(weight => weight.Item != 0).ToList();
                writer.Write(set.Count);
                foreach (var (bucket, weight) in set)
                {
                    writer.Write(bucket);
                    writer.Write(weight);
                }
            }
        }

        // Renamed into place: another process starting at the same moment sees a whole file or none.
        File.Move(temporary, file, overwrite: true);
    }

    private static MoveClassifier? TryRead(string file)
    {
        if (!File.Exists(file)) return null;
        try
        {
            using var reader = new BinaryReader(File.OpenRead(file), Encoding.UTF8);
            var models = new MoveModel[MoveCatalogue.All.Count];
            for (var i = 0; i < models.Length; i++)
            {
                var (move, bias, threshold, stated, count) =
                    ((Move)reader.ReadInt32(), reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle(), reader.ReadInt32());
                var weights = count == 0 ? [] : new float[MoveFeatures.Dimensions];
                for (var n = 0; n < count; n++) weights[reader.ReadInt32()] = reader.ReadSingle();
                models[(int)move] = new MoveModel(move, weights, bias, threshold, stated);
            }

            return new MoveClassifier(models);
        }
        catch (Exception fault) when (fault is IOException or IndexOutOfRangeException)
        {
            // A damaged cache is only a lost shortcut: train again and overwrite it.
            return null;
        }
    }
}
