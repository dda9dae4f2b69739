using System.Runtime.InteropServices;

namespace Coaching.Tests.Models.Embeddings;

/// <summary>
/// A folder with a tiny but real embedding model: a table with a row for each token, plus one for each token type. Small
/// enough to be worked out again by hand.
/// </summary>
internal sealed class TinyModel : IDisposable
{
    public const int Size = 4;

    private const int OnnxFloat = 1;
    private const int OnnxInt32 = 6;
    private const int OnnxInt64 = 7;

    private static readonly string[] Letters = ["家", "长", "作", "业", "太", "多", "孩", "子", "写"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("coaching-onnx-");

    public string Folder => folder.FullName;

    /// <summary>The table: row after row, all different, the padding's row far from zero.</summary>
    public static float[][] Table { get; } = [.. Enumerable.Range(0, 24).Select(row => Enumerable.Range(0, Size).Select(column => MathF.Sin((row * 7) + (column * 3) + 1) + (row == 0 ? 5 : 0)).ToArray())];

    public static float[] TypeZero { get; } = [0.5f, -0.25f, 0.125f, 1];

    /// <summary>BERT's vocabulary with a few characters.</summary>
    public TinyModel WithVocabulary()
    {
        File.WriteAllLines(Path.Combine(Folder, "vocab.txt"), ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", .. Letters, "a", "##b"]);
        return this;
    }

    /// <summary>The tokens of a text of those characters.</summary>
    public static int[] BertTokens(string text) => [2, .. text.Select(letter => Array.IndexOf(Letters, letter.ToString()) is var at and >= 0 ? at + 5 : 1), 3];

    /// <summary>A SentencePiece model (unigram) under a name.</summary>
    public TinyModel WithSentencePiece(string name)
    {
        const int normal = 1, unknown = 2, control = 3, unigram = 1;
        var model = new ProtoWriter();
        foreach (var (piece, score, type) in new[]
        {
            ("<unk>", 0f, unknown), ("<s>", 0f, control), ("</s>", 0f, control), ("▁", -3f, normal), ("家", -4f, normal), ("长", -4f, normal), ("家长", -2f, normal), ("作业", -2f, normal), ("▁家长", -1f, normal),
        })
        {
            model.Message(1, new ProtoWriter().Text(1, piece).Single(2, score).Number(3, type));
        }

        model.Message(2, new ProtoWriter().Number(3, unigram).Number(40, 0).Number(41, 1).Number(42, 2).Number(43, -1));
        model.Message(3, new ProtoWriter().Text(1, "identity").Number(3, 1).Number(4, 1).Number(5, 1));
        File.WriteAllBytes(Path.Combine(Folder, name), model.Bytes);
        return this;
    }

    /// <summary>Writes the model.</summary>
    /// <param name="inputs">What it declares; token types add their row.</param>
    /// <param name="output">Its output's name; <c>sentence_embedding</c> is the mean over all tokens, masked or not.</param>
    /// <param name="narrow">Whether its numbers are of 32 bits.</param>
    public TinyModel WithOnnx(string[]? inputs = null, string output = "last_hidden_state", bool narrow = false)
    {
        inputs ??= ["input_ids", "attention_mask", "token_type_ids"];
        var graph = new ProtoWriter();
        var states = "tokens";
        Node(graph, "Gather", ["table", "input_ids"], states);
        if (inputs.Contains("token_type_ids"))
        {
            Node(graph, "Gather", ["types", "token_type_ids"], "typed");
            Node(graph, "Add", [states, "typed"], states = "both");
        }

        var isWhole = output == "sentence_embedding";
        if (isWhole) Node(graph, "ReduceMean", [states], output, attributes => attributes.Message(5, new ProtoWriter().Text(1, "axes").Number(8, 1).Number(20, 7)).Message(5, new ProtoWriter().Text(1, "keepdims").Number(3, 0).Number(20, 2)));
        else Node(graph, "Identity", [states], output);
        graph.Text(2, "tiny");
        Tensor(graph, "table", Table);
        Tensor(graph, "types", [TypeZero, [9, 9, 9, 9]]);
        foreach (var input in inputs) graph.Message(11, Value(input, narrow ? OnnxInt32 : OnnxInt64, ["batch", "sequence"]));
        graph.Message(12, Value(output, OnnxFloat, isWhole ? ["batch", Size] : ["batch", "sequence", Size]));
        var model = new ProtoWriter().Number(1, 8).Message(7, graph).Message(8, new ProtoWriter().Text(1, "").Number(2, 13));
        File.WriteAllBytes(Path.Combine(Folder, "model.onnx"), model.Bytes);
        return this;
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static void Node(ProtoWriter graph, string operation, string[] inputs, string output, Action<ProtoWriter>? attributes = null)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs) node.Text(1, input);
        node.Text(2, output).Text(3, output).Text(4, operation);
        attributes?.Invoke(node);
        graph.Message(1, node);
    }

    private static void Tensor(ProtoWriter graph, string name, float[][] rows) => graph.Message(5, new ProtoWriter()
        .Number(1, rows.Length).Number(1, Size).Number(2, OnnxFloat).Text(8, name).Raw(9, [.. rows.SelectMany(row => MemoryMarshal.AsBytes(row.AsSpan()).ToArray())]));

    private static ProtoWriter Value(string name, int type, object[] shape)
    {
        var dimensions = new ProtoWriter();
        foreach (var length in shape) dimensions.Message(1, length is string symbol ? new ProtoWriter().Text(2, symbol) : new ProtoWriter().Number(1, (int)length));
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, new ProtoWriter().Number(1, type).Message(2, dimensions)));
    }
}
