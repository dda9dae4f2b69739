using System.Collections.Concurrent;
using Coaching.People;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coaching.Scenarios.Workshop;

/// <summary>How far a test-run is.</summary>
/// <param name="Share">The share that is done, 0 to 1.</param>
/// <param name="State">Whether it goes on, and if not, how it ended.</param>
public sealed record TestJobProgress(double Share, TestJobState State);

/// <summary>Whether a test-run goes on.</summary>
public enum TestJobState
{
    /// <summary>It waits its turn or plays.</summary>
    Running,
    /// <summary>It is done; its report is kept with the draft.</summary>
    Done,
    /// <summary>A mentor gave it up.</summary>
    Cancelled,
    /// <summary>It broke off.</summary>
    Failed,
}

/// <summary>
/// Test-runs in the background, one at a time so that rehearsals do not wait for them: they go on when the mentor turns to
/// another page, and their report is kept with the draft.
/// </summary>
public sealed class ScenarioTestJobs : IHostedService, IDisposable
{
    private readonly ScenarioDesk desk;
    private readonly ScenarioShelf shelf;
    private readonly Lazy<ScenarioTestRun> run;
    private readonly ILogger<ScenarioTestJobs> logger;
    private readonly ConcurrentDictionary<string, Job> jobs = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim turn = new(1);
    private readonly CancellationTokenSource stopping = new();

    /// <summary>The run is made with the first job: reading its banks would only hold up the start.</summary>
    internal ScenarioTestJobs(ScenarioDesk desk, ScenarioShelf shelf, Lazy<ScenarioTestRun> run, ILogger<ScenarioTestJobs> logger)
    {
        this.desk = desk;
        this.shelf = shelf;
        this.run = run;
        this.logger = logger;
    }

    /// <summary>Begins a test-run of a draft's text as it is kept; nothing happens while one goes on.</summary>
    /// <exception cref="ScenarioDeskException">There is no such scenario for this mentor, or it has faults.</exception>
    public async Task StartAsync(Actor mentor, string scenarioId, CancellationToken cancellationToken)
    {
        var draft = (await shelf.FindAsync(mentor, scenarioId, cancellationToken))?.Draft ?? throw new ScenarioDeskException(ScenarioDeskRefusal.NotFound);
        var scenario = DraftCheck.Read(scenarioId, draft.Yaml).Scenario ?? throw new ScenarioDeskException(ScenarioDeskRefusal.Faulty);
        var job = new Job(CancellationTokenSource.CreateLinkedTokenSource(stopping.Token));
        var held = jobs.AddOrUpdate(scenarioId, job, (_, before) => before.Progress.State == TestJobState.Running ? before : job);
        if (held == job) job.Work = Task.Run(() => PlayAsync(mentor, scenario, draft.Yaml, job), CancellationToken.None);
    }

    /// <summary>How far the run of a scenario is; null when there was none since the start of the server, or not for this mentor.</summary>
    public async Task<TestJobProgress?> ProgressAsync(Actor mentor, string scenarioId, CancellationToken cancellationToken) =>
        jobs.TryGetValue(scenarioId, out var job) && await shelf.HoldsAsync(mentor, scenarioId, cancellationToken) ? job.Progress : null;

    /// <summary>Gives a run up; the last report stays.</summary>
    public async Task CancelAsync(Actor mentor, string scenarioId, CancellationToken cancellationToken)
    {
        if (await shelf.HoldsAsync(mentor, scenarioId, cancellationToken) && jobs.TryGetValue(scenarioId, out var job)) await job.Stop.CancelAsync();
    }

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    async Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await Task.WhenAll(jobs.Values.Select(job => job.Work ?? Task.CompletedTask));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        turn.Dispose();
        stopping.Dispose();
    }

    private async Task PlayAsync(Actor mentor, Scenario scenario, string text, Job job)
    {
        var has = false;
        try
        {
            await turn.WaitAsync(job.Stop.Token);
            has = true;
            var report = await run.Value.RunAsync(scenario, text, new Share(job), job.Stop.Token);
            await desk.KeepAsync(mentor, scenario.Id, report, job.Stop.Token);
            job.Progress = new TestJobProgress(1, TestJobState.Done);
        }
        catch (OperationCanceledException)
        {
            job.Progress = job.Progress with { State = TestJobState.Cancelled };
        }
        catch (Exception fault)
        {
            logger.LogError(fault, "The test-run of {Scenario} broke off", scenario.Id);
            job.Progress = job.Progress with { State = TestJobState.Failed };
        }
        finally
        {
            if (has) turn.Release();
        }
    }

    private sealed class Job(CancellationTokenSource stop)
    {
        public CancellationTokenSource Stop { get; } = stop;

        public Task? Work { get; set; }

        public TestJobProgress Progress { get; set; } = new(0, TestJobState.Running);
    }

    // Not Progress<T>: that posts to the thread pool, and a late share would come after the end.
    private sealed class Share(Job job) : IProgress<double>
    {
        public void Report(double value) => job.Progress = new TestJobProgress(value, TestJobState.Running);
    }
}
