using Autodidact.Cli;
using Autodidact.Engine;

ProcessEnd.Now(await CommandLine.RunAsync(args, Console.Out, Console.Error));
