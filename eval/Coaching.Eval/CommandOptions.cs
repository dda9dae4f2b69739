using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Coaching.Eval;

/// <summary>Options and output that every command shares.</summary>
internal static class CommandOptions
{
    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static Option<FileInfo?> Json() => new("--json") { Description = "Also write the result to this file as JSON." };

    public static Option<DirectoryInfo> Content() => new("--content")
    {
        Description = "The folder that holds prompts, scenarios and moves; by default the one shipped beside the program.",
        DefaultValueFactory = _ => new DirectoryInfo(new ContentOptions().Folder),
    };

    public static void Write<T>(FileInfo? file, T result)
    {
        if (file is null) return;
        file.Directory?.Create();
        File.WriteAllText(file.FullName, JsonSerializer.Serialize(result, Written) + "\n");
    }

    /// <summary>Prints problems and returns the exit code.</summary>
    public static int Fail(IEnumerable<string> problems)
    {
        foreach (var problem in problems) AnsiConsole.MarkupLineInterpolated($"[red]{problem}[/]");
        return 1;
    }
}
