using System.CommandLine;
using Coaching.Scenarios;
using Spectre.Console;

namespace Coaching.Eval;

/// <summary><c>schema</c>: writes the JSON schema that editors check scenario files with.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var output = new Option<FileInfo>("--output") { Description = "Where to write.", DefaultValueFactory = _ => new FileInfo("scenarios/scenario.schema.json") };
        var command = new Command("schema", "Generates scenario.schema.json from the scenario types.") { output };
        command.SetAction(parsed =>
        {
            File.WriteAllText(parsed.GetValue(output)!.FullName, ScenarioSchema.Generate());
            AnsiConsole.WriteLine(parsed.GetValue(output)!.FullName);
            return 0;
        });
        return command;
    }
}
