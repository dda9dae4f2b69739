using Coaching.Evaluation;
using Coaching.Models;
using Coaching.Prompts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coaching.Eval;

/// <summary>The language model that the environment configures, reached through the product's own chain.</summary>
internal sealed class ModelService : IAsyncDisposable
{
    private readonly IChatClient? client;

    private ModelService(string name, IChatClient? client, PromptCatalogue? prompts, string? problem)
    {
        (Name, this.client, Problem) = (name, client, problem);
        Labeller = client is null ? null : new ModelLabeller(client, prompts!);
    }

    /// <summary>The model's name as the service knows it.</summary>
    public string Name { get; }

    /// <summary>Labels texts; null when there is a problem.</summary>
    public ModelLabeller? Labeller { get; }

    /// <summary>What is wrong with the configuration; null when nothing is.</summary>
    public string? Problem { get; }

    /// <summary>Reads the section <c>Models</c> from the environment, as <c>Models__Endpoint</c> and so on.</summary>
    /// <param name="content">The folder that holds the prompts.</param>
    public static ModelService Open(string content)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var options = configuration.GetSection(ModelOptions.Section).Get<ModelOptions>() ?? new ModelOptions();
        if (options.IsEmbedded) return Failed("--llm needs a language model: set Models__Provider to openai or ollama, and Models__Endpoint and Models__Model with it");
        var valid = new ModelOptionsValidator().Validate(null, options);
        if (valid.Failed) return Failed(valid.FailureMessage);

        // There is no roster here; numbers and addresses are masked all the same.
        var roster = new RosterNames(_ => ValueTask.FromResult<IReadOnlyCollection<string>>([]));
        var client = ModelClients.Create(options, roster, TimeProvider.System, NullLoggerFactory.Instance, embedded: null!);
        return new ModelService(options.Model, client, PromptCatalogue.Load(Path.Combine(content, "prompts")), null);

        static ModelService Failed(string problem) => new("", null, null, problem);
    }

    public ValueTask DisposeAsync()
    {
        client?.Dispose();
        return ValueTask.CompletedTask;
    }
}
