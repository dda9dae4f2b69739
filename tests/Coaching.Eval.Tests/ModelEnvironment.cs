namespace Coaching.Eval.Tests;

/// <summary>Configures a language model in the environment, as a researcher does, and takes it back.</summary>
internal sealed class ModelEnvironment : IDisposable
{
    private readonly string[] names;

    public ModelEnvironment(params (string Key, string Value)[] settings)
    {
        names = [.. settings.Select(setting => $"Models__{setting.Key}")];
        foreach (var (name, setting) in names.Zip(settings)) Environment.SetEnvironmentVariable(name, setting.Value);
    }

    public void Dispose()
    {
        foreach (var name in names) Environment.SetEnvironmentVariable(name, null);
    }
}
