using System.Security.Cryptography;
using System.Text;
using Coaching.People;
using Microsoft.AspNetCore.Identity;

namespace Coaching.Host.Security;

/// <summary>
/// The first start: roles are made, and while nobody administers, a one-time code is printed on the server that lets
/// whoever reads it make the first administrator on the set-up page.
/// </summary>
internal sealed class FirstRun(IServiceScopeFactory scopes, TimeProvider time, ILogger<FirstRun> logger) : IHostedService, IDisposable
{
    private const int CodeLength = 10;

    // Without 0, 1, I, O and the like: the code is typed from a terminal by hand.
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private readonly SemaphoreSlim once = new(1, 1);
    private string? code;

    /// <summary>The code that the log shows; tests read it here.</summary>
    internal string? CodeForTests => code;

    /// <summary>Whether the first administrator is still to be made.</summary>
    public bool IsPending => code is not null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole<Guid>>>();
        foreach (var role in Roles.All)
        {
            if (!await roles.RoleExistsAsync(role)) await roles.CreateAsync(new IdentityRole<Guid>(role) { Id = Guid.CreateVersion7(time.GetUtcNow()) });
        }

        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        if ((await people.GetUsersInRoleAsync(Roles.Administrator)).Count > 0) return;
        code = RandomNumberGenerator.GetString(Alphabet, CodeLength);
        logger.LogWarning("No administrator yet. Open /setup and enter this one-time code: {SetupCode}", code);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => once.Dispose();

    /// <summary>Makes the first administrator.</summary>
    /// <returns>Null when done, otherwise what is wrong, as an Identity error code or <c>WrongCode</c>.</returns>
    public async Task<string?> CreateAdministratorAsync(string enteredCode, string userName, string displayName, string password)
    {
        await once.WaitAsync();
        try
        {
            if (code is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(enteredCode.Trim().ToUpperInvariant()), Encoding.UTF8.GetBytes(code))) return "WrongCode";
            await using var scope = scopes.CreateAsyncScope();
            var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
            var administrator = new Person
            {
                Id = Guid.CreateVersion7(time.GetUtcNow()),
                UserName = userName,
                DisplayName = displayName,
                UnitId = OrganisationUnit.DefaultCity,
                UnitPath = "city/",
            };
            var made = await people.CreateAsync(administrator, password);
            if (made.Succeeded) made = await people.AddToRoleAsync(administrator, Roles.Administrator);
            if (!made.Succeeded) return made.Errors.First().Code;
            code = null;
            logger.LogInformation("The first administrator was made");
            return null;
        }
        finally
        {
            once.Release();
        }
    }
}
