using Coaching.Eval;

if (Console.IsOutputRedirected) Spectre.Console.AnsiConsole.Profile.Width = 160;
return await Cli.Create().Parse(args).InvokeAsync();
