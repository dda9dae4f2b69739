using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Coaching.Scenarios;

/// <summary>
/// A strict reader for authored YAML: no anchors, aliases or tags, no unknown or doubled keys, a size limit, and a
/// line number for whatever is wrong. Content comes from mentors too, so it is treated as untrusted.
/// </summary>
internal sealed partial class YamlText
{
    /// <summary>Largest file accepted, in characters; the richest scenario today is a tenth of it.</summary>
    public const int LargestFile = 400_000;

    private static readonly IDeserializer Deserializer = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithTypeConverter(new EnumConverter())
        .WithNodeDeserializer(new ReadOnlyCollections(), where => where.OnTop())
        .WithEnforceRequiredMembers()
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

            return new YamlText(file, text, root);
        }
        catch (YamlException fault)
        {
            throw Fault(file, fault.Start.Line, Plain(fault), "mend the YAML; indent with spaces and quote text that holds ': ' or '#'");
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
            var inner = fault.InnerException as YamlException ?? fault;
            throw Fault(file, inner.Start.Line == 0 ? fault.Start.Line : inner.Start.Line, Plain(inner), Mend(inner));
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
        while (parser.MoveNext())
        {
            var mark = parser.Current!.Start.Line;
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

    private static InvalidContentException Fault(string file, long line, string problem, string mend) =>
        new([new ScenarioProblem(file, Math.Max(1, line), problem, mend)]);

    private static string Plain(YamlException fault) => LocationPrefix().Replace(fault.Message, "");

    private static string Mend(YamlException fault) => fault.Message switch
    {
        var message when message.Contains("not found on type", StringComparison.Ordinal) =>
            "this key does not exist here: check its spelling and indentation against scenario.schema.json",
        var message when message.Contains("Missing", StringComparison.OrdinalIgnoreCase) => "add the missing key",
        var message when message.Contains("uplicate", StringComparison.Ordinal) => "keep one of the two",
        _ => "see scenario.schema.json for what may stand here",
    };

    [GeneratedRegex(@"(?<key>[^.\[\]]+)|\[(?<index>\d+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Step();

    [GeneratedRegex(@"^\(Line: \d+, Col: \d+, Idx: \d+\) - \(Line: \d+, Col: \d+, Idx: \d+\): ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LocationPrefix();

    /// <summary>Content types promise read-only collections; YamlDotNet fills the mutable ones behind them.</summary>
    private sealed class ReadOnlyCollections : INodeDeserializer
    {
        public bool Deserialize(IParser reader, Type expectedType, Func<IParser, Type, object?> nestedObjectDeserializer, out object? value, ObjectDeserializer rootDeserializer)
        {
            value = null;
            var open = expectedType.IsGenericType ? expectedType.GetGenericTypeDefinition() : null;
            var mutable = open == typeof(IReadOnlyList<>) ? typeof(List<>) : open == typeof(IReadOnlyDictionary<,>) ? typeof(Dictionary<,>) : null;
            if (mutable is null) return false;
            value = nestedObjectDeserializer(reader, mutable.MakeGenericType(expectedType.GetGenericArguments()));
            return true;
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
