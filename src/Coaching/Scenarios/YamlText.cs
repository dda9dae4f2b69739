using System.Collections;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;
using YamlDotNet.Serialization.NodeDeserializers;

namespace Coaching.Scenarios;

/// <summary>
/// A strict reader for authored YAML: no anchors, aliases or tags, no unknown or doubled keys, a size limit, and a
/// line number for whatever is wrong. Content comes from mentors too, so it is treated as untrusted.
/// </summary>
internal sealed partial class YamlText
{
    /// <summary>Largest file accepted, in characters; the richest scenario today is a tenth of it.</summary>
    public const int LargestFile = 400_000;

    // The richest content type nests a dozen deep. YamlDotNet recurses: a file of brackets would end the process.
    private const int DeepestNesting = 50;

    private static readonly IDeserializer Deserializer = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithTypeConverter(new EnumConverter())
        .WithNodeDeserializer(new ReadOnlyCollections(), where => where.OnTop())
        .WithNodeDeserializer(inner => new MissingKeys(inner), where => where.InsteadOf<ObjectNodeDeserializer>())
        .WithEnforceRequiredMembers()
        .WithEnforceNullability()
        .WithDuplicateKeyChecking()
        .Build();

    private readonly string file;
    private readonly string text;
    private readonly YamlNode root;

    private YamlText(string file, string text, YamlNode root)
    {
        this.file = file;
        this.text = text;
        this.root = root;
    }

    /// <summary>Parses a file.</summary>
    /// <exception cref="InvalidContentException">The text is too large, no YAML, or uses what is not allowed.</exception>
    public static YamlText Parse(string file, string text)
    {
        if (text.Length > LargestFile)
        {
            throw Fault(file, 1, $"the file has {text.Length} characters", $"keep it under {LargestFile}");
        }

        try
        {
            RefuseReferencesAndTags(file, text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
            {
                throw Fault(file, 1, "the file is not one mapping of keys to values", "start with `id: …`");
            }

            RefuseEmptyItems(file, root);
            return new YamlText(file, text, root);
        }
        catch (YamlException fault)
        {
            throw Fault(file, fault.Start.Line, Plain(fault), Mend(fault, "mend the YAML; indent with spaces and quote text that holds ': ' or '#'"));
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // On some broken texts YamlDotNet trips over its own feet and cannot say where.
            throw Fault(file, 1, fault.Message, "mend the YAML; write one document without `---` and `...`");
        }
    }

    /// <summary>Turns the file into an object.</summary>
    /// <exception cref="InvalidContentException">A key is unknown or missing, or a value has the wrong form.</exception>
    public T Read<T>()
    {
        try
        {
            return Deserializer.Deserialize<T>(text);
        }
        catch (YamlException fault)
        {
            var inner = fault.InnerException is YamlException cause && !MissingKeys.Says(fault) ? cause : fault;
            throw Fault(file, inner.Start.Line == 0 ? fault.Start.Line : inner.Start.Line, Plain(inner), Mend(inner, "see scenario.schema.json for what may stand here"));
        }
    }

    /// <summary>The line of a value, by a path such as <c>personas[0].facts[2].when</c>; of its nearest parent if absent.</summary>
    public long LineOf(string path)
    {
        var node = root;
        var line = node.Start.Line;
        foreach (Match step in Step().Matches(path))
        {
            var next = step.Groups["index"].Success
                ? (node as YamlSequenceNode)?.Children.ElementAtOrDefault(int.Parse(step.Groups["index"].Value))
                : (node as YamlMappingNode)?.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode key && key.Value == step.Groups["key"].Value).Value;
            if (next is null) break;
            node = next;
            line = node.Start.Line;
        }

        return line;
    }

    private static void RefuseReferencesAndTags(string file, string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            var mark = parser.Current!.Start.Line;
            depth += parser.Current.NestingIncrease;
            if (depth > DeepestNesting) throw Fault(file, mark, "the file is nested too deeply", "unfold it");
            switch (parser.Current)
            {
                case AnchorAlias:
                    throw Fault(file, mark, "an alias (*) is used", "write the text out: aliases hide what is said where");
                case NodeEvent { Anchor.IsEmpty: false }:
                    throw Fault(file, mark, "an anchor (&) is used", "remove it");
                case NodeEvent { Tag.IsEmpty: false }:
                    throw Fault(file, mark, "a tag (!) is used", "remove it; quote text that starts with '!'");
            }
        }
    }

    private static void RefuseEmptyItems(string file, YamlNode root)
    {
        var empty = root.AllNodes.OfType<YamlSequenceNode>().SelectMany(list => list.Children).OfType<YamlScalarNode>()
            .FirstOrDefault(item => item is { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" });
        if (empty is not null) throw Fault(file, empty.Start.Line, "an item of a list is empty", "write it, or remove its hyphen");
    }

    private static InvalidContentException Fault(string file, long line, string problem, string mend) =>
        new([new ScenarioProblem(file, Math.Max(1, line), problem, mend)]);

    private static string Plain(YamlException fault) =>
        IsEmpty(fault) ? "a key is without a value"
        : fault.InnerException is FormatException or OverflowException ? fault.InnerException.Message
        : LocationPrefix().Replace(fault.Message, "");

    private static bool IsEmpty(YamlException fault) => fault.Message.Contains("nullability", StringComparison.Ordinal);

    private static string Mend(YamlException fault, string otherwise) => fault.Message switch
    {
        _ when IsEmpty(fault) => "write a value, or remove the key",
        var message when message.Contains("not found on type", StringComparison.Ordinal) =>
            "this key does not exist here: check its spelling and indentation against scenario.schema.json",
        _ when MissingKeys.Says(fault) => "add the missing key",
        var message when message.Contains("uplicate", StringComparison.Ordinal) => "keep one of the two",
        _ => otherwise,
    };

    [GeneratedRegex(@"(?<key>[^.\[\]]+)|\[(?<index>\d+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Step();

    [GeneratedRegex(@"^\(Line: \d+, Col: \d+, Idx: \d+\) - \(Line: \d+, Col: \d+, Idx: \d+\): ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LocationPrefix();

    [GeneratedRegex("'[^']+'", RegexOptions.None, 1000)]
    private static partial Regex QuotedName();

    /// <summary>Content types promise read-only collections; YamlDotNet fills the mutable ones behind them.</summary>
    private sealed class ReadOnlyCollections : INodeDeserializer
    {
        public bool Deserialize(IParser reader, Type expectedType, Func<IParser, Type, object?> nestedObjectDeserializer, out object? value, ObjectDeserializer rootDeserializer)
        {
            value = null;
            var open = expectedType.IsGenericType ? expectedType.GetGenericTypeDefinition() : null;
            var mutable = open == typeof(IReadOnlyList<>) ? typeof(List<>) : open == typeof(IReadOnlyDictionary<,>) ? typeof(Dictionary<,>) : null;
            if (mutable is null) return false;
            var (start, end) = (reader.Current?.Start ?? Mark.Empty, reader.Current?.End ?? Mark.Empty);
            value = nestedObjectDeserializer(reader, mutable.MakeGenericType(expectedType.GetGenericArguments()));
            if (value is IDictionary map && map.Values.Cast<object?>().Contains(null)) throw new YamlException(start, end, "a key of this mapping is without a value");
            return true;
        }
    }

    /// <summary>YamlDotNet misses a key at the end of a mapping; an author looks for it at the start.</summary>
    private sealed class MissingKeys(INodeDeserializer inner) : INodeDeserializer
    {
        private const string Prefix = "required and not there: ";

        public static bool Says(YamlException fault) => fault.Message.StartsWith(Prefix, StringComparison.Ordinal);

        public bool Deserialize(IParser reader, Type expectedType, Func<IParser, Type, object?> nestedObjectDeserializer, out object? value, ObjectDeserializer rootDeserializer)
        {
            var (start, end) = (reader.Current?.Start ?? Mark.Empty, reader.Current?.End ?? Mark.Empty);
            try
            {
                return inner.Deserialize(reader, expectedType, nestedObjectDeserializer, out value, rootDeserializer);
            }
            catch (YamlException fault) when (fault.Message.StartsWith("Missing", StringComparison.Ordinal))
            {
                throw new YamlException(start, end, Prefix + string.Join(", ", QuotedName().Matches(fault.Message)), fault);
            }
        }
    }

    /// <summary>Enumerations are written in kebab-case, moves by their label.</summary>
    private sealed class EnumConverter : IYamlTypeConverter
    {
        public bool Accepts(Type type) => type.IsEnum;

        public object ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer)
        {
            var scalar = parser.Consume<Scalar>();
            if (scalar.Value.Any(char.IsLetter)
                && Enum.TryParse(type, scalar.Value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value))
            {
                return value;
            }

            throw new YamlException(scalar.Start, scalar.End, $"'{scalar.Value}' is not one of {string.Join(", ", Enum.GetNames(type).Select(name => Written(type, name)))}");
        }

        public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer) =>
            emitter.Emit(new Scalar(Written(type, value!.ToString()!)));

        private static string Written(Type type, string name) =>
            type == typeof(Rehearsals.Moves.Move) ? name : HyphenatedNamingConvention.Instance.Apply(name);
    }
}
