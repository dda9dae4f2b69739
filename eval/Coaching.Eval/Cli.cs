using System.CommandLine;

namespace Coaching.Eval;

/// <summary>The command line of researchers.</summary>
internal static class Cli
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Measures and checks Coaching: scenarios, dialogue moves, entries, retrieval.");
        root.Subcommands.Add(ScenariosCommand.Create());
        root.Subcommands.Add(SimulateCommand.Create());
        root.Subcommands.Add(MovesCommand.Create());
        root.Subcommands.Add(EntriesCommand.Create());
        root.Subcommands.Add(RetrieveCommand.Create());
        root.Subcommands.Add(ScaleCommand.Create());
        root.Subcommands.Add(AnswersCommand.Create());
        root.Subcommands.Add(SchemaCommand.Create());
        return root;
    }
}
