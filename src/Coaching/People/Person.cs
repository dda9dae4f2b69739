using Microsoft.AspNetCore.Identity;

namespace Coaching.People;

/// <summary>Somebody who can sign in.</summary>
public sealed class Person : IdentityUser<Guid>
{
    /// <summary>The name shown to colleagues; masked before any text leaves for a model.</summary>
    public required string DisplayName { get; set; }

    /// <summary>The unit this person belongs to.</summary>
    public Guid UnitId { get; set; }

    /// <summary>That unit's path; also the widest scope of this person's roles.</summary>
    public required string UnitPath { get; set; }

    /// <summary>Years of service the person has given; decides which scenarios come first.</summary>
    public int YearsOfService { get; set; }
}

/// <summary>The four roles.</summary>
public static class Roles
{
    /// <summary>青年教师.</summary>
    public const string Teacher = "Teacher";
    /// <summary>导师.</summary>
    public const string Mentor = "Mentor";
    /// <summary>研究者.</summary>
    public const string Researcher = "Researcher";
    /// <summary>管理员.</summary>
    public const string Administrator = "Administrator";

    /// <summary>All four.</summary>
    public static IReadOnlyList<string> All { get; } = [Teacher, Mentor, Researcher, Administrator];
}

/// <summary>Who is asking, as every query needs it: the person and the unit whose rows they may see.</summary>
/// <param name="PersonId">The signed-in person.</param>
/// <param name="UnitId">Their unit.</param>
/// <param name="UnitPath">Their unit's path.</param>
public sealed record Actor(Guid PersonId, Guid UnitId, string UnitPath);
