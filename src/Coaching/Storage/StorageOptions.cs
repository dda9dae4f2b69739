namespace Coaching.Storage;

/// <summary>Where data is kept.</summary>
public sealed class StorageOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Storage";

    /// <summary><c>sqlite</c> (default) or <c>postgres</c>.</summary>
    public string Provider { get; set; } = "sqlite";

    /// <summary>The folder of the SQLite file, the trained classifier and backups; default <c>data</c>.</summary>
    public string Folder { get; set; } = "data";

    /// <summary>PostgreSQL's connection string; unused with SQLite.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The SQLite file.</summary>
    public string SqliteFile => Path.Combine(Folder, "coaching.db");
}
