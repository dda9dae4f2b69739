using System.Security.Cryptography;
using Coaching.People;
using Microsoft.AspNetCore.Identity;

namespace Coaching.Host.Security;

/// <summary>
/// Fictional people of every role, for Development only: this service is not even registered elsewhere. Passwords are
/// new with every start and printed once.
/// </summary>
internal sealed class DemoPeople(IServiceScopeFactory scopes, IConfiguration configuration, TimeProvider time, ILogger<DemoPeople> logger) : IHostedService
{
    private static readonly (string UserName, string DisplayName, string Role, int Years)[] People =
    [
        ("teacher", "苏晓禾", Roles.Teacher, 1),
        ("mentor", "梁静安", Roles.Mentor, 18),
        // Two of them, because nobody reviews their own entry.
        ("mentor2", "何知远", Roles.Mentor, 12),
        ("researcher", "祝远明", Roles.Researcher, 9),
        ("administrator", "方启航", Roles.Administrator, 15),
    ];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        // Browser tests fix the password; a person reads it from the terminal.
        var password = configuration["Demo:Password"] ?? "demo-" + RandomNumberGenerator.GetHexString(8, lowercase: true);
        foreach (var (userName, displayName, role, years) in People)
        {
            var person = await people.FindByNameAsync(userName);
            if (person is null)
            {
                person = new Person
                {
                    Id = Guid.CreateVersion7(time.GetUtcNow()),
                    UserName = userName,
                    DisplayName = displayName,
                    UnitId = OrganisationUnit.DefaultSchool,
                    UnitPath = "city/district/school/",
                    YearsOfService = years,
                };
                await people.CreateAsync(person);
                await people.AddToRoleAsync(person, role);
            }

            await people.RemovePasswordAsync(person);
            await people.AddPasswordAsync(person, password);
        }

        logger.LogWarning(
            "Development only: sign in as {UserNames} with the password {Password}",
            string.Join(", ", People.Select(person => person.UserName)), password);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
