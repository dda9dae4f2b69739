using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Coaching.Knowledge;
using Coaching.Scenarios;
using Microsoft.SemanticKernel;

namespace Coaching.Prompts;

/// <summary>Every prompt of the product, read at start and checked against the inputs it declares.</summary>
public sealed partial class PromptCatalogue
{
    private readonly FrozenDictionary<string, (Prompt Prompt, IPromptTemplate Template)> prompts;

    private PromptCatalogue(IEnumerable<(Prompt Prompt, IPromptTemplate Template)> prompts) =>
        this.prompts = prompts.ToFrozenDictionary(entry => entry.Prompt.Id, StringComparer.Ordinal);

    /// <summary>Every prompt, by id.</summary>
    public IEnumerable<Prompt> All => prompts.Values.Select(entry => entry.Prompt).OrderBy(prompt => prompt.Id, StringComparer.Ordinal);

    /// <summary>Reads every <c>.md</c> file below a folder.</summary>
    /// <exception cref="InvalidContentException">A file is faulty, or declares other inputs than it uses.</exception>
    public static PromptCatalogue Load(string folder)
    {
        var problems = new List<ScenarioProblem>();
        var read = new List<(Prompt, IPromptTemplate)>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var file = Path.GetRelativePath(folder, path).Replace('\\', '/');
            try
            {
                read.Add(Read(file, File.ReadAllText(path)));
            }
            catch (InvalidContentException fault)
            {
                problems.AddRange(fault.Problems);
            }
        }

        return problems.Count == 0 ? new PromptCatalogue(read) : throw new InvalidContentException(problems);
    }

    /// <summary>Renders a prompt.</summary>
    /// <param name="id">The prompt's id.</param>
    /// <param name="values">A value for each declared input, no more and no fewer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The values are not the declared inputs.</exception>
    public async Task<string> RenderAsync(string id, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var (prompt, template) = prompts[id];
        if (!prompt.Inputs.ToHashSet(StringComparer.Ordinal).SetEquals(values.Keys))
        {
            throw new ArgumentException($"Prompt '{id}' takes {string.Join(", ", prompt.Inputs)}; given: {string.Join(", ", values.Keys)}.", nameof(values));
        }

        var arguments = new KernelArguments(values.ToDictionary(pair => pair.Key, object? (pair) => pair.Value, StringComparer.Ordinal));
        return await template.RenderAsync(new Kernel(), arguments, cancellationToken);
    }

    private static (Prompt, IPromptTemplate) Read(string file, string text)
    {
        var (head, body) = FrontMatter.Read<Head>(file, text);
        // A call or a misspelt tag would fail only when rendered, in the middle of somebody's rehearsal.
        if (PlainTag().Replace(body, "") is var rest && (rest.Contains("{{", StringComparison.Ordinal) || rest.Contains("}}", StringComparison.Ordinal)))
        {
            throw new InvalidContentException([new ScenarioProblem(file, 1, "the body holds more than plain {{$input}} tags", "write {{$name}} without spaces, and nothing else between double braces")]);
        }

        var config = new PromptTemplateConfig(body)
        {
            Name = head.Id,
            // The rendered text becomes one message; it is never parsed as chat XML, so encoding would only garble quotes.
            AllowDangerouslySetContent = true,
            InputVariables = [.. head.Inputs.Select(input => new InputVariable { Name = input, AllowDangerouslySetContent = true })],
        };
        var template = new KernelPromptTemplateFactory { AllowDangerouslySetContent = true }.Create(config);
        // A variable that is not declared would render as nothing, silently: the factory adds what the body uses.
        var undeclared = config.InputVariables.Select(variable => variable.Name).Except(head.Inputs, StringComparer.Ordinal).ToList();
        var unused = head.Inputs.Where(input => !body.Contains("{{$" + input + "}}", StringComparison.Ordinal)).ToList();
        if (undeclared.Count + unused.Count > 0 || file != head.Id + ".md")
        {
            throw new InvalidContentException([new ScenarioProblem(file, 1,
                $"undeclared inputs: [{string.Join(", ", undeclared)}]; unused inputs: [{string.Join(", ", unused)}]; id '{head.Id}'",
                "declare exactly the inputs the body uses; the id is the path without .md")]);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return (new Prompt(head.Id, head.Version, head.Inputs, body, hash), template);
    }

    [GeneratedRegex(@"\{\{\$\w+\}\}", RegexOptions.None, 1000)]
    private static partial Regex PlainTag();

    private sealed record Head
    {
        public required string Id { get; init; }
        public required int Version { get; init; }
        public required List<string> Inputs { get; init; }
    }
}
