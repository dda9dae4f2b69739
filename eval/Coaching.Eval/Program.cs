using System.CommandLine;
using Coaching.Eval;

var root = new RootCommand("Measures and checks Coaching: scenarios, dialogue moves, entries.");
root.Subcommands.Add(ScenariosCommand.Create());
root.Subcommands.Add(MovesCommand.Create());
root.Subcommands.Add(EntriesCommand.Create());
root.Subcommands.Add(SchemaCommand.Create());
return await root.Parse(args).InvokeAsync();
