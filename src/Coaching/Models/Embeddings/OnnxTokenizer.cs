using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace Coaching.Models.Embeddings;

/// <summary>A model cannot be used as it is. The message names the file and says what to do; it is for the operator.</summary>
/// <param name="message">What is wrong, and the mend.</param>
internal sealed class UnusableModelException(string message) : Exception(message);

/// <summary>Cuts texts into a model's tokens, by the files that were published with the model.</summary>
internal sealed class OnnxTokenizer
{
    /// <summary>What is missing where no tokenizer is found.</summary>
    public const string Wanted =
        "it holds no tokenizer that can be read here; put the model's own vocab.txt (BERT), sentencepiece.bpe.model (XLM-RoBERTa) or tokenizer.model (SentencePiece) there. A tokenizer.json alone is not enough";

    private const string Bert = "vocab.txt";
    private const string Roberta = "sentencepiece.bpe.model";
    private const string SentencePiece = "tokenizer.model";

    private readonly Func<string, int, IReadOnlyList<int>> encode;

    private OnnxTokenizer(Func<string, int, IReadOnlyList<int>> encode, int padding) => (this.encode, Padding) = (encode, padding);

    /// <summary>The token that fills a batch up; the model is told to look past it.</summary>
    public int Padding { get; }

    /// <summary>The tokenizer's file in a folder; null where there is none.</summary>
    public static string? FindFile(string folder) =>
        ((string[])[Bert, Roberta, SentencePiece]).Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Reads the tokenizer of a folder.</summary>
    /// <exception cref="UnusableModelException">There is none, or it cannot be read.</exception>
    public static OnnxTokenizer Load(string folder)
    {
        var file = FindFile(folder) ?? throw new UnusableModelException($"'{folder}': {Wanted}.");
        try
        {
            return Path.GetFileName(file) switch
            {
                Bert => LoadBert(file, TokenizerSettings.Read(folder)),
                Roberta => LoadRoberta(file),
                _ => LoadSentencePiece(file, TokenizerSettings.Read(folder)),
            };
        }
        catch (Exception fault) when (fault is not UnusableModelException)
        {
            throw new UnusableModelException($"'{file}' cannot be read as a tokenizer ({fault.GetType().Name}): copy it again from where the model was published.");
        }
    }

    /// <summary>A text's tokens with the model's own marks around them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The most tokens, marks included; the rest of the text is left out.</param>
    public IReadOnlyList<int> Encode(string text, int most) => encode(text, most);

    private static OnnxTokenizer LoadBert(string file, TokenizerSettings settings)
    {
        var tokenizer = BertTokenizer.Create(file, new BertOptions
        {
            LowerCaseBeforeTokenization = settings.DoLowerCase ?? true,
            RemoveNonSpacingMarks = settings.StripAccents ?? settings.DoLowerCase ?? true,
        });
        return new OnnxTokenizer((text, most) => tokenizer.EncodeToIds(text, most, addSpecialTokens: true, out _, out _), tokenizer.PaddingTokenId);
    }

    // XLM-RoBERTa numbers its pieces as fairseq did: four marks of its own come first, so all pieces stand one further.
    private static OnnxTokenizer LoadRoberta(string file)
    {
        const int begin = 0, padding = 1, end = 2, unknown = 3;
        var tokenizer = Read(file, begin: false, end: false);
        return new OnnxTokenizer((text, most) =>
        {
            var pieces = tokenizer.EncodeToIds(text, addBeginningOfSentence: false, addEndOfSentence: false, most - 2, out _, out _);
            return [begin, .. pieces.Select(piece => piece == tokenizer.UnknownId ? unknown : piece + 1), end];
        }, padding);
    }

    private static OnnxTokenizer LoadSentencePiece(string file, TokenizerSettings settings)
    {
        var (begin, end) = (settings.AddBosToken ?? false, settings.AddEosToken ?? true);
        var tokenizer = Read(file, begin, end);
        var marks = (begin ? 1 : 0) + (end ? 1 : 0);
        return new OnnxTokenizer((text, most) =>
        {
            var pieces = tokenizer.EncodeToIds(text, addBeginningOfSentence: false, addEndOfSentence: false, most - marks, out _, out _);
            return [.. begin ? [tokenizer.BeginningOfSentenceId] : Array.Empty<int>(), .. pieces, .. end ? [tokenizer.EndOfSentenceId] : Array.Empty<int>()];
        }, padding: 0);
    }

    private static SentencePieceTokenizer Read(string file, bool begin, bool end)
    {
        using var stream = File.OpenRead(file);
        return SentencePieceTokenizer.Create(stream, begin, end);
    }

    /// <summary>What a published <c>tokenizer_config.json</c> says of these things; all may be left out.</summary>
    private sealed record TokenizerSettings(bool? DoLowerCase = null, bool? StripAccents = null, bool? AddBosToken = null, bool? AddEosToken = null)
    {
        private static readonly JsonSerializerOptions Published = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

        public static TokenizerSettings Read(string folder)
        {
            var file = Path.Combine(folder, "tokenizer_config.json");
            return File.Exists(file) ? JsonSerializer.Deserialize<TokenizerSettings>(File.ReadAllText(file), Published) ?? new() : new();
        }
    }
}
