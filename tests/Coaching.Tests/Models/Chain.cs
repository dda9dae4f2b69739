using Coaching.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coaching.Tests.Models;

/// <summary>Builds the shipped chain against a local server, with short times.</summary>
internal static class Chain
{
    public static readonly RosterNames NoNames = Roster();

    public static RosterNames Roster(params string[] names) => new(_ => ValueTask.FromResult<IReadOnlyCollection<string>>(names));

    public static ModelOptions Options(Uri endpoint, Action<ModelOptions>? change = null)
    {
        var options = new ModelOptions { Provider = "openai", Endpoint = endpoint, Model = "local", ApiKey = "key" };
        change?.Invoke(options);
        return options;
    }

    public static IChatClient Client(ModelOptions options, RosterNames? roster = null, TimeProvider? time = null) =>
        ModelClients.Create(options, roster ?? NoNames, time ?? TimeProvider.System, NullLoggerFactory.Instance, null!);

    public static IChatClient Client(this ProtocolServer server, Action<ModelOptions>? change = null, RosterNames? roster = null, TimeProvider? time = null) =>
        Client(Options(server.Endpoint, change), roster, time);

    public static IChatClient Ollama(this ProtocolServer server, Action<ModelOptions>? change = null, RosterNames? roster = null) =>
        Client(Options(server.OllamaEndpoint, options =>
        {
            options.Provider = "ollama";
            change?.Invoke(options);
        }), roster);

    /// <summary>Listens to the end, and tells what was heard before it.</summary>
    public static async Task<Heard> ListenAsync(this IChatClient client, string text = "您好")
    {
        var updates = new List<ChatResponseUpdate>();
        try
        {
            await foreach (var update in client.GetStreamingResponseAsync(text, cancellationToken: TestContext.Current.CancellationToken)) updates.Add(update);
            return new Heard(updates, null);
        }
        catch (ModelUnavailableException fault)
        {
            return new Heard(updates, fault);
        }
    }
}

/// <summary>What a listener got.</summary>
internal sealed record Heard(IReadOnlyList<ChatResponseUpdate> Updates, ModelUnavailableException? Fault)
{
    public string Text => string.Concat(Updates.Select(update => update.Text));

    public ChatFinishReason? FinishReason => Updates.LastOrDefault(update => update.FinishReason is not null)?.FinishReason;
}
