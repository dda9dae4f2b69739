namespace Coaching.People;

/// <summary>A city, a district or a school. Every row that belongs to somebody carries the path of its unit.</summary>
public sealed class OrganisationUnit
{
    /// <summary>The city that is seeded with the first start; shipped content belongs to it.</summary>
    public static readonly Guid DefaultCity = new("0198c000-0000-7000-8000-000000000001");

    /// <summary>The school that is seeded with the first start.</summary>
    public static readonly Guid DefaultSchool = new("0198c000-0000-7000-8000-000000000003");

    /// <summary>Identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The unit above; null for a city.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>Level in the tree.</summary>
    public UnitKind Kind { get; init; }

    /// <summary>Displayed name.</summary>
    public required string Name { get; set; }

    /// <summary>Slugs from the city down, each followed by a slash: <c>city/district/school/</c>. A prefix is an ancestor.</summary>
    public required string Path { get; init; }
}

/// <summary>Level of an organisation unit.</summary>
public enum UnitKind
{
    /// <summary>市.</summary>
    City,
    /// <summary>区县.</summary>
    District,
    /// <summary>学校.</summary>
    School,
}
