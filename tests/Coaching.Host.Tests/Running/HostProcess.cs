using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Coaching.Host.Tests.Running;

/// <summary>The product in a process of its own, as it is deployed: it can be killed, and started again on the same data.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    public const string Password = "demo-password-1";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    // What the first host of a run has learnt, the others find: only the first start is a cold one.
    private static readonly string LearntFolder = Directory.CreateTempSubdirectory("coaching-learnt-").FullName;

    private readonly Dictionary<string, string> settings;
    private readonly ConcurrentQueue<string> output = new();
    private readonly bool ownsFolder;
    private Process? process;

    private HostProcess(Dictionary<string, string> settings, string folder, int port, bool ownsFolder)
    {
        this.settings = settings;
        this.ownsFolder = ownsFolder;
        Folder = folder;
        Port = port;
    }

    public string Folder { get; }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public string Output => string.Join('\n', output);

    /// <summary>Starts the product and waits until it is ready.</summary>
    /// <param name="settings">Environment variables on top of the defaults.</param>
    public static async Task<HostProcess> StartAsync(params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("coaching-host-").FullName;
        var host = new HostProcess(settings.ToDictionary(setting => setting.Key, setting => setting.Value), folder, FreePort(), ownsFolder: true);
        Copy(LearntFolder, Path.Combine(folder, "models"));
        await host.RunAsync();
        Copy(Path.Combine(folder, "models"), LearntFolder);
        return host;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Ends the process as a power cut would.</summary>
    public async Task KillAsync()
    {
        process!.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>Runs the process (again), on the same data and port.</summary>
    public async Task RunAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Machine.HostAssembly])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_CONTENTROOT"] = Path.Combine(Machine.RepositoryRoot, "src", "Coaching.Host"),
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Port}",
                ["Storage__Folder"] = Folder,
                ["Demo__Password"] = Password,
                ["Models__EmbeddedCharactersPerSecond"] = "0",
                ["Answers__WarmUp"] = "false",
            },
        };
        foreach (var (key, value) in settings) start.Environment[key] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await UntilReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false }) await KillAsync();
        process?.Dispose();
        if (ownsFolder) Directory.Delete(Folder, recursive: true);
    }

    private static void Copy(string from, string to)
    {
        if (!Directory.Exists(from)) return;
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            var target = Path.Combine(to, Path.GetFileName(file));
            if (!File.Exists(target)) File.Copy(file, target);
        }
    }

    private async Task UntilReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < StartLimit)
        {
            if (process!.HasExited) throw new InvalidOperationException($"The host ended with {process.ExitCode}:\n{Output}");
            try
            {
                using var response = await client.GetAsync("/health/ready");
                if (response.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"The host was not ready within {StartLimit}:\n{Output}");
    }
}
