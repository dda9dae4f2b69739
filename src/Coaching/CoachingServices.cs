using Coaching.Feedback;
using Coaching.Growth.Portraits;
using Coaching.Homework;
using Coaching.Knowledge;
using Coaching.Knowledge.Answers;
using Coaching.Knowledge.Qdrant;
using Coaching.Knowledge.Retrieval;
using Coaching.Knowledge.Workshop;
using Coaching.Models;
using Coaching.People;
using Coaching.Prompts;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Rehearsals.Observing;
using Coaching.Scenarios;
using Coaching.Scenarios.Workshop;
using Coaching.Simulation;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Coaching;

/// <summary>The one public way into the product.</summary>
public static class CoachingServices
{
    /// <summary>Adds the product without a web server: scenarios, models, rehearsals, feedback, knowledge and storage.</summary>
    /// <param name="services">Where to add.</param>
    /// <param name="configuration">Read for the sections Content, Storage, Models, Embeddings and Qdrant.</param>
    public static IServiceCollection AddCoaching(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ContentOptions>().Bind(configuration.GetSection(ContentOptions.Section));
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.Section))
            .Validate(storage => storage.Provider is "sqlite" or "postgres", "Storage:Provider must be sqlite or postgres.")
            .Validate(storage => storage.Provider != "postgres" || storage.ConnectionString.Length > 0, "Storage:ConnectionString is needed with Storage:Provider=postgres.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        // The host starts services in this order: nothing may run on a database that is not migrated yet.
        services.AddHostedService<CoachingStartup>();
        return services
            .AddStorage(configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions())
            .AddContent()
            .AddVectors(configuration)
            .AddQaIndex(configuration)
            .AddWorkshop()
            .AddModels(configuration)
            .AddAnswers(configuration)
            .AddRehearsals()
            .AddObserving()
            .AddScenarioWorkshop()
            .AddReviews()
            .AddGrowth()
            .AddHomework();
    }

    private static IServiceCollection AddStorage(this IServiceCollection services, StorageOptions storage)
    {
        if (storage.Provider == "postgres")
        {
            services.AddDbContextFactory<PostgresCoachingDb>(db => db.UseNpgsql(storage.ConnectionString));
            services.AddSingleton<IDbContextFactory<CoachingDb>>(provider => new Adapter<PostgresCoachingDb>(provider.GetRequiredService<IDbContextFactory<PostgresCoachingDb>>()));
        }
        else
        {
            services.AddDbContextFactory<SqliteCoachingDb>(db => db.UseSqlite($"Data Source={storage.SqliteFile}").AddInterceptors(new SqlitePragmas()));
            services.AddSingleton<IDbContextFactory<CoachingDb>>(provider => new Adapter<SqliteCoachingDb>(provider.GetRequiredService<IDbContextFactory<SqliteCoachingDb>>()));
        }

        // Identity's stores take a context, not a factory.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<CoachingDb>>().CreateDbContext());
        services.AddSingleton<DatabaseSetup>();
        services.AddSingleton<ContentSync>();
        return services;
    }

    private static IServiceCollection AddContent(this IServiceCollection services)
    {
        services.AddSingleton(provider => ScenarioCatalogue.Load(Path.Combine(Folder(provider), "scenarios")));
        services.AddSingleton(provider => PromptCatalogue.Load(Path.Combine(Folder(provider), "prompts")));
        services.AddSingleton(provider => MoveClassifierCache.LoadOrTrain(
            Path.Combine(Folder(provider), "moves"),
            Path.Combine(provider.GetRequiredService<IOptions<StorageOptions>>().Value.Folder, "models")));
        services.AddSingleton(provider => AskList.ReadFolder(Path.Combine(Folder(provider), "scenarios", "qa", "asks")));
        services.AddSingleton(provider => SynonymList.ReadFile(Path.Combine(Folder(provider), "scenarios", "qa", "synonyms.txt")));
        services.AddSingleton(provider => PolicyList.Read(Path.Combine(Folder(provider), "scenarios", "qa", "policies.yaml")));
        return services;
    }

    private static IServiceCollection AddWorkshop(this IServiceCollection services)
    {
        services.AddHostedSingleton<IndexKeeper>();
        services.AddSingleton(provider => new EntryShelf(Databases(provider)));
        services.AddSingleton(provider => new EntryDesk(
            Databases(provider), provider.GetRequiredService<PolicyList>(), provider.GetRequiredService<IndexKeeper>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new NearDuplicates(Databases(provider), provider.GetRequiredService<IQaIndex>()));
        services.AddSingleton(provider => new RegressionSet(Databases(provider), provider.GetRequiredService<IQaIndex>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new HitTest(provider.GetRequiredService<IQaIndex>(), provider.GetRequiredService<AnswerabilityJudge>()));
        services.AddSingleton(provider => new EntryAlerts(Databases(provider), provider.GetRequiredService<PolicyList>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new EntryImport(
            Databases(provider), provider.GetRequiredService<NearDuplicates>(), provider.GetRequiredService<IQaIndex>(),
            provider.GetRequiredService<PolicyList>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new EntryExport(provider.GetRequiredService<EntryShelf>()));
        services.AddSingleton(provider => new EntryUse(Databases(provider), provider.GetRequiredService<TimeProvider>()));
        return services;

        static IDbContextFactory<CoachingDb> Databases(IServiceProvider provider) => provider.GetRequiredService<IDbContextFactory<CoachingDb>>();
    }

    private static string Folder(IServiceProvider provider) => provider.GetRequiredService<IOptions<ContentOptions>>().Value.Folder;

    private static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ModelOptions>().Bind(configuration.GetSection(ModelOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ModelOptions>, ModelOptionsValidator>();
        services.AddSingleton<Roster>();
        services.AddSingleton(provider => new RosterNames(provider.GetRequiredService<Roster>().NamesAsync));
        services.AddKeyedSingleton<IChatClient>(EmbeddedModel.Key, (provider, _) => new EmbeddedChatClient(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IOptions<ModelOptions>>().Value.EmbeddedCharactersPerSecond));
        services.AddSingleton(provider => ModelClients.Create(
            provider.GetRequiredService<IOptions<ModelOptions>>().Value, provider.GetRequiredService<RosterNames>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>(),
            provider.GetRequiredKeyedService<IChatClient>(EmbeddedModel.Key)));
        services.AddSingleton<Kernel>();
        return services;
    }

    private static IServiceCollection AddAnswers(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetValue("Answers:WarmUp", true)) services.AddHostedService<AnswersWarmUp>();
        services.AddMetrics();
        services.AddSingleton<AnswerMeter>();
        services.AddSingleton<AnswerComposer>();
        services.AddSingleton(provider => UnanswerableList.ReadFolder(Path.Combine(Folder(provider), "answerability")));
        services.AddSingleton<AnswerabilityLearning>();
        services.AddSingleton<AnswerabilityJudge>();
        services.AddSingleton(provider => new InquiryDesk(provider.GetRequiredService<IDbContextFactory<CoachingDb>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new InquiryInbox(provider.GetRequiredService<IDbContextFactory<CoachingDb>>()));
        services.AddSingleton(provider => new AnswerService(
            provider.GetRequiredService<IDbContextFactory<CoachingDb>>(), provider.GetRequiredService<ScenarioLibrary>(), provider.GetRequiredService<IQaIndex>(),
            provider.GetRequiredService<AnswerabilityJudge>(), provider.GetRequiredService<AnswerComposer>(), provider.GetRequiredService<InquiryDesk>(),
            provider.GetRequiredService<PolicyList>(), provider.GetRequiredService<AnswerMeter>()));
        return services;
    }

    private static IServiceCollection AddRehearsals(this IServiceCollection services)
    {
        services.AddSingleton<ScenarioLibrary>();
        services.AddSingleton<RehearsalLog>();
        services.AddSingleton<PersonaVoice>();
        services.AddSingleton<ReplyJob>();
        services.AddSingleton<RehearsalEnding>();
        services.AddSingleton<DebriefWriter>();
        services.AddHostedSingleton<DebriefSummaries>();
        services.AddHostedSingleton<ReplyJobs>();
        services.AddSingleton(provider => new TurnRunner(
            provider.GetRequiredService<IDbContextFactory<CoachingDb>>(), provider.GetRequiredService<ScenarioLibrary>(),
            provider.GetRequiredService<MoveClassifier>(), provider.GetRequiredService<IQaIndex>(), provider.GetRequiredService<RehearsalLog>(),
            provider.GetRequiredService<ReplyJobs>(), provider.GetRequiredService<ReplyJob>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RehearsalDesk(
            provider.GetRequiredService<IDbContextFactory<CoachingDb>>(), provider.GetRequiredService<ScenarioLibrary>(),
            provider.GetRequiredService<RehearsalEnding>(), provider.GetRequiredService<ReplyJobs>(), provider.GetRequiredService<RehearsalLog>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RehearsalBranches(
            provider.GetRequiredService<IDbContextFactory<CoachingDb>>(), provider.GetRequiredService<ScenarioLibrary>(),
            provider.GetRequiredService<DebriefWriter>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new HintWriter(
            provider.GetRequiredService<IDbContextFactory<CoachingDb>>(), provider.GetRequiredService<ScenarioLibrary>(),
            provider.GetRequiredService<IQaIndex>(), provider.GetRequiredService<PromptCatalogue>(), provider.GetRequiredService<IChatClient>(),
            provider.GetRequiredKeyedService<IChatClient>(EmbeddedModel.Key), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<HintWriter>>()));
        return services;
    }

    private static IServiceCollection AddObserving(this IServiceCollection services)
    {
        // Of the room alone; the log has its own.
        services.AddSingleton<Announcements>();
        services.AddSingleton(provider => new Invitations(
            provider.GetRequiredService<IDbContextFactory<CoachingDb>>(), provider.GetRequiredService<RehearsalLog>(),
            provider.GetRequiredService<Announcements>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RehearsalRoom(
            provider.GetRequiredService<IDbContextFactory<CoachingDb>>(), provider.GetRequiredService<ScenarioLibrary>(),
            provider.GetRequiredService<Announcements>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ObserverNotes(
            provider.GetRequiredService<IDbContextFactory<CoachingDb>>(), provider.GetRequiredService<ScenarioLibrary>(),
            provider.GetRequiredService<RehearsalRoom>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static IServiceCollection AddScenarioWorkshop(this IServiceCollection services)
    {
        services.AddSingleton(provider => RehearsalSimulator.Embedded(provider.GetRequiredService<MoveClassifier>(), provider.GetRequiredService<PromptCatalogue>()));
        services.AddSingleton(provider => new ScenarioTestRun(
            provider.GetRequiredService<RehearsalSimulator>(), provider.GetRequiredService<MoveClassifier>(),
            UtteranceBank.ReadFolder(Path.Combine(Folder(provider), "teachers", "generic")),
            AdversaryBank.Read(Path.Combine(Folder(provider), "teachers", "adversaries", "adversaries.yaml")), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ScenarioShelf(provider.GetRequiredService<IDbContextFactory<CoachingDb>>()));
        services.AddSingleton(provider => new ScenarioDesk(
            provider.GetRequiredService<IDbContextFactory<CoachingDb>>(), provider.GetRequiredService<ScenarioLibrary>(),
            new ScenarioTemplate(Path.Combine(Folder(provider), "scenarios", "templates")), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ScenarioTestJobs(
            provider.GetRequiredService<ScenarioDesk>(), provider.GetRequiredService<ScenarioShelf>(),
            new Lazy<ScenarioTestRun>(provider.GetRequiredService<ScenarioTestRun>), provider.GetRequiredService<ILogger<ScenarioTestJobs>>()));
        services.AddHostedService(provider => provider.GetRequiredService<ScenarioTestJobs>());
        return services;
    }

    private static IServiceCollection AddReviews(this IServiceCollection services)
    {
        services.AddSingleton(provider => new RehearsalReviews(
            provider.GetRequiredService<IDbContextFactory<CoachingDb>>(), provider.GetRequiredService<ScenarioLibrary>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new NormingDesk(
            provider.GetRequiredService<IDbContextFactory<CoachingDb>>(),
            ReferenceTranscripts.ReadFolder(Path.Combine(Folder(provider), "norming"), provider.GetRequiredService<ScenarioCatalogue>()),
            provider.GetRequiredService<ScenarioCatalogue>(), provider.GetRequiredService<MoveClassifier>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static IServiceCollection AddGrowth(this IServiceCollection services)
    {
        services.AddSingleton(provider => new PortraitDesk(
            provider.GetRequiredService<IDbContextFactory<CoachingDb>>(), provider.GetRequiredService<ScenarioLibrary>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static IServiceCollection AddHomework(this IServiceCollection services)
    {
        services.AddSingleton(provider => HomeworkContentReader.ReadFolder(Path.Combine(Folder(provider), "scenarios", "homework")));
        services.AddSingleton<HomeworkTrial>();
        services.AddSingleton(provider => new HomeworkDesk(
            provider.GetRequiredService<IDbContextFactory<CoachingDb>>(), provider.GetRequiredService<HomeworkContent>(),
            provider.GetRequiredService<HomeworkTrial>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static void AddHostedSingleton<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }

    // IDbContextFactory is invariant, so the chosen provider's factory is worn as the common one.
    private sealed class Adapter<T>(IDbContextFactory<T> factory) : IDbContextFactory<CoachingDb>
        where T : CoachingDb
    {
        public CoachingDb CreateDbContext() => factory.CreateDbContext();
    }
}
