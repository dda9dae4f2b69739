using System.Text.Json;
using System.Text.Json.Serialization;
using Coaching;
using Coaching.Host;
using Coaching.Host.Api;
using Coaching.Host.Chat;
using Coaching.Host.Components;
using Coaching.Host.Security;
using Coaching.Host.Voice;
using Coaching.Storage;
using MudBlazor.Services;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddCoaching(builder.Configuration);
builder.Services.AddCoachingSecurity(builder.Environment);
builder.Services.AddTelemetry(builder.Configuration);
builder.Services.AddRateLimiter(RateLimits.Add);
builder.Services.AddHealthChecks().AddDbContextCheck<CoachingDb>("database");
builder.Services.AddLocalization(options => options.ResourcesPath = "Resources");
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
builder.Services.AddSignalR()
    .AddJsonProtocol(options => options.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
builder.Services.AddOptions<VoiceOptions>().Bind(builder.Configuration.GetSection(VoiceOptions.Section))
    .Validate(voice => voice.Dictation is "off" or "on-device" or "notice", "Voice:Dictation must be off, on-device or notice.")
    .ValidateOnStart();
builder.Services.AddMudServices();
builder.Services.AddCascadingAuthenticationState();
builder.Services.AddRazorComponents()
    // A phone that was in a pocket for some minutes finds its page as it was.
    .AddInteractiveServerComponents(options => options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(5))
    // Pages give up a silent connection after 15 s, so they have to be spoken to more often than that.
    .AddHubOptions(options => options.KeepAliveInterval = TimeSpan.FromSeconds(5));

var app = builder.Build();
if (args is ["backup", ..])
{
    await app.Services.GetRequiredService<DatabaseSetup>().MigrateAsync(default);
    Console.WriteLine(await app.Services.GetRequiredService<DatabaseSetup>().BackupAsync(default));
    return;
}

if (!app.Environment.IsDevelopment()) app.UseExceptionHandler("/error", createScopeForErrors: true);
app.UsePageForNothingFound();
app.UseOriginCheck();
app.UseAuthentication();
app.UseAuthorization();
app.UseRateLimiter();
app.UseAntiforgery();
app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
app.MapHealthChecks("/health/ready", new() { ResponseWriter = HealthAnswer.WriteAsync }).AllowAnonymous();
app.MapStaticAssets().AllowAnonymous();
app.MapSession();
app.MapRehearsals();
app.MapEntries();
app.MapScripts();
app.MapHomework();
app.MapHub<ChatHub>("/hubs/chat");
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
await app.RunAsync();

/// <summary>The entry point, named so that tests can start the very same program.</summary>
public partial class Program;
