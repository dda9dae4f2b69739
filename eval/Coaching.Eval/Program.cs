using Coaching.Eval;

return await Cli.Create().Parse(args).InvokeAsync();
