using System.Reflection;

namespace Coaching.Host.Tests.Running;

/// <summary>What this machine offers to tests. Under CI everything must be there; elsewhere a test says why it skips.</summary>
internal static class Machine
{
    public const string Chromium = "/usr/bin/chromium";

    public static string RepositoryRoot { get; } = Path.GetFullPath(Metadata("RepositoryRoot"));

    public static string HostAssembly { get; } = Path.GetFullPath(Metadata("HostAssembly"));

    public static string JavaScriptClient { get; } = Path.Combine(RepositoryRoot, "tests", "Coaching.Host.Tests", "JavaScriptClient");

    public static bool IsCi { get; } = Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Skips the running test when something is missing; under CI it goes on, and fails for the lack of it.</summary>
    public static void Require(bool present, string reason) => Assert.SkipUnless(present || IsCi, reason);

    private static string Metadata(string key) => typeof(Machine).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
