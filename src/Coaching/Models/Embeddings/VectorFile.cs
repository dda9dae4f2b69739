using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Coaching.Models.Embeddings;

/// <summary>What a vector is kept under: a SHA-256, so that the file holds no text.</summary>
internal readonly record struct VectorKey(UInt128 High, UInt128 Low)
{
    public const int Size = 32;

    /// <summary>The key of a text as some model reads it.</summary>
    public static VectorKey Of(string model, string text) => Read(SHA256.HashData(Encoding.UTF8.GetBytes($"{model}\n{text}")));

    public static VectorKey Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], Low);
    }
}

/// <summary>
/// Vectors on disk: a file that is only ever appended to, each record with its checksum. What a crash left half written
/// is not read and is cut off by the next writer; a full file is written anew beside it, without its oldest records, and
/// renamed. Processes take turns in writing through a lock file; readers need none.
/// </summary>
internal sealed class VectorFile(string folder, long mostBytes)
{
    public const int MostDimensions = 16_384;

    private const int HeaderSize = 24;
    private const int ChecksumSize = 8;
    private const int Turns = 50;

    // Of a full file this much is kept.
    private const double Kept = 0.75;

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);

    private readonly Lock state = new();
    private readonly Dictionary<VectorKey, Place> places = [];
    private UInt128 generation;
    private long readTo;

    private static ReadOnlySpan<byte> Magic => "COACHVE1"u8;

    private string FilePath => Path.Combine(folder, "vectors.bin");

    /// <summary>The vectors that are there.</summary>
    public Dictionary<VectorKey, float[]> Read(IReadOnlyCollection<VectorKey> keys)
    {
        var found = new Dictionary<VectorKey, float[]>();
        if (!File.Exists(FilePath)) return found;
        lock (state)
        {
            using var file = new FileStream(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            CatchUp(file);
            foreach (var key in keys)
            {
                if (places.TryGetValue(key, out var place) && ReadRecord(file, place.Offset) is { } record && record.Key == key) found[key] = record.Vector;
            }
        }

        return found;
    }

    /// <summary>Adds vectors. Gives up, without a fault, where other processes keep the file busy for seconds: it is only a cache.</summary>
    public async Task AddAsync(IReadOnlyCollection<KeyValuePair<VectorKey, float[]>> vectors, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        for (var turn = 0; turn < Turns; turn++)
        {
            if (TryLock() is { } mine)
            {
                using (mine) Add(vectors);
                return;
            }

            await Task.Delay(Turn, time, cancellationToken);
        }
    }

    private FileStream? TryLock()
    {
        try
        {
            return new FileStream(Path.Combine(folder, "vectors.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Add(IReadOnlyCollection<KeyValuePair<VectorKey, float[]>> vectors)
    {
        lock (state)
        {
            List<byte[]> records;
            using (var file = new FileStream(FilePath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
            {
                if (!CatchUp(file))
                {
                    file.SetLength(0);
                    file.Write(Header());
                    file.Flush();
                    CatchUp(file);
                }

                file.SetLength(readTo);
                records = [.. vectors.Where(vector => !places.ContainsKey(vector.Key)).Select(vector => Record(vector.Key, vector.Value))];
                if (readTo + records.Sum(record => (long)record.Length) <= mostBytes)
                {
                    file.Position = readTo;
                    foreach (var record in records) file.Write(record);
                    file.Flush(flushToDisk: true);
                    return;
                }

                var known = places.OrderByDescending(known => known.Value.Offset)
                    .Select(known => ReadRecord(file, known.Value.Offset)).OfType<(VectorKey Key, float[] Vector)>().Select(known => Record(known.Key, known.Vector));
                records = Newest(Enumerable.Reverse(records).Concat(known), (long)(mostBytes * Kept) - HeaderSize);
            }

            WriteAnew(records);
        }
    }

    // As many of the newest as there is room for, the oldest of them first.
    private static List<byte[]> Newest(IEnumerable<byte[]> newestFirst, long room)
    {
        var kept = newestFirst.TakeWhile(record => (room -= record.Length) >= 0).ToList();
        kept.Reverse();
        return kept;
    }

    private void WriteAnew(List<byte[]> records)
    {
        var fresh = FilePath + ".new";
        using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(Header());
            foreach (var record in records) file.Write(record);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, FilePath, overwrite: true);
    }

    // Reads what was appended since the last time, or all of a file that was written anew. False for what is no such file.
    private bool CatchUp(FileStream file)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        file.Position = 0;
        if (file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize || !header.StartsWith(Magic))
        {
            (generation, readTo) = (0, 0);
            places.Clear();
            return false;
        }

        var written = BinaryPrimitives.ReadUInt128BigEndian(header[Magic.Length..]);
        if (written != generation || file.Length < readTo)
        {
            places.Clear();
            (generation, readTo) = (written, HeaderSize);
        }

        while (ReadRecord(file, readTo) is { } record)
        {
            places[record.Key] = new Place(readTo, record.Vector.Length);
            readTo += RecordSize(record.Vector.Length);
        }

        return true;
    }

    private static (VectorKey Key, float[] Vector)? ReadRecord(FileStream file, long offset)
    {
        Span<byte> head = stackalloc byte[sizeof(int)];
        file.Position = offset;
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length) return null;
        var dimensions = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (dimensions is < 1 or > MostDimensions) return null;
        var record = new byte[RecordSize(dimensions)];
        head.CopyTo(record);
        if (file.ReadAtLeast(record.AsSpan(head.Length), record.Length - head.Length, throwOnEndOfStream: false) < record.Length - head.Length) return null;
        if (!Checksum(record).SequenceEqual(record.AsSpan(record.Length - ChecksumSize))) return null;
        return (VectorKey.Read(record.AsSpan(sizeof(int))), MemoryMarshal.Cast<byte, float>(record.AsSpan(sizeof(int) + VectorKey.Size, dimensions * sizeof(float))).ToArray());
    }

    private static byte[] Record(VectorKey key, float[] vector)
    {
        var record = new byte[RecordSize(vector.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(record, vector.Length);
        key.Write(record.AsSpan(sizeof(int)));
        MemoryMarshal.AsBytes(vector.AsSpan()).CopyTo(record.AsSpan(sizeof(int) + VectorKey.Size));
        Checksum(record).CopyTo(record.AsSpan(record.Length - ChecksumSize));
        return record;
    }

    private static Span<byte> Checksum(byte[] record) => SHA256.HashData(record.AsSpan(0, record.Length - ChecksumSize)).AsSpan(0, ChecksumSize);

    private static int RecordSize(int dimensions) => sizeof(int) + VectorKey.Size + (dimensions * sizeof(float)) + ChecksumSize;

    private static byte[] Header()
    {
        var header = new byte[HeaderSize];
        Magic.CopyTo(header);
        RandomNumberGenerator.Fill(header.AsSpan(Magic.Length));
        return header;
    }

    private readonly record struct Place(long Offset, int Dimensions);
}
