using System.CommandLine;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine.Serialization;
using Autodidact.Evaluation.Attention;
using Autodidact.Models;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Draws where a vision transformer looks.</summary>
internal static class AttentionCommand
{
    public const string Description = "Draw where a vision transformer looks in pictures, head by head.";

    private const int MostPictures = 100;

    public static Command Create(Shell shell)
    {
        Command command = new("attention", Description);
        EncoderArguments arguments = new(command, "A run's folder, or a folder with an encoder.");
        Argument<string[]> images = new("IMAGE") { Description = "Pictures to look at.", Arity = ArgumentArity.OneOrMore };
        Option<string> output = new("--out") { Description = "The PNG file to write.", HelpName = "FILE", DefaultValueFactory = _ => "attention.png" };
        command.Arguments.Add(images);
        command.Options.Add(output);
        command.SetAction(parsed =>
        {
            MistakeCollector mistakes = new();
            string file = parsed.GetRequiredValue(output);
            if (!file.EndsWith(".png", StringComparison.OrdinalIgnoreCase)) mistakes.Add(new("out", file, "must name a file that ends in .png"));
            using Encoder? encoder = arguments.Load(parsed, device: null, mistakes, Modality.Image);
            if (parsed.GetRequiredValue(images).Length > MostPictures) mistakes.Add(new("image", $"{parsed.GetRequiredValue(images).Length} pictures", $"are more than a sheet holds; name at most {MostPictures}"));
            Image?[] pictures = [.. parsed.GetRequiredValue(images).Select(path => mistakes.Try(() => Read(path)))];
            mistakes.ThrowIfAny();
            byte[] png = ImageFiles.EncodePng(AttentionSheet.Render(encoder!, pictures!));
            AtomicFile.Write(file, stream => stream.Write(png));
            shell.Print(new AttentionResult(file, pictures.Length), CliJson.Default.AttentionResult, terminal =>
                terminal.MarkupLineInterpolated($"{file}: {pictures.Length} pictures, each beside the heads of the last block and the rollout through all blocks"));
        });
        return command;
    }

    private static Image Read(string path)
    {
        try
        {
            return ImageFiles.Decode(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or BadSampleException)
        {
            throw new ConfigurationException([new("image", path, error.Message)]);
        }
    }
}

/// <summary>What was drawn.</summary>
/// <param name="File">The PNG file.</param>
/// <param name="Pictures">How many pictures are in it.</param>
internal sealed record AttentionResult(string File, int Pictures);
