using System.CommandLine;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Engine.Serialization;
using Autodidact.Evaluation.Attention;
using Autodidact.Models;
using Autodidact.Reports.Attention;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Draws where a transformer looks, in pictures or in texts.</summary>
internal static class AttentionCommand
{
    public const string Description = "Draw where a transformer looks in pictures or texts, head by head.";

    private const int MostPictures = 100, MostTexts = 20, FewestTokens = 8, MostTokens = 1024, UsualTokens = 128;

    public static Command Create(Shell shell)
    {
        Command command = new("attention", Description);
        EncoderArguments arguments = new(command, "A run's folder, or a folder with an encoder.");
        Argument<string[]> inputs = new("INPUT") { Description = "Pictures to look at; for an encoder of texts a text, or a file with texts.", Arity = ArgumentArity.OneOrMore };
        Option<string?> output = new("--out") { Description = "The file to write: a PNG of pictures, a HTML page of texts. Default: attention.png or attention.html.", HelpName = "FILE" };
        Option<int?> limit = new("--limit") { Description = $"Texts to take of each file, at most {MostTexts} in all. Default: the first.", HelpName = "N" };
        Option<int?> tokens = new("--tokens") { Description = $"Most tokens of a text, {FewestTokens} to {MostTokens}, as far as the encoder reads. Default: {UsualTokens}.", HelpName = "N" };
        command.Arguments.Add(inputs);
        command.Options.Add(output);
        command.Options.Add(limit);
        command.Options.Add(tokens);
        command.SetAction(parsed =>
        {
            MistakeCollector mistakes = new();
            using Encoder? encoder = arguments.Load(parsed, device: null, mistakes);
            bool readsTexts = arguments.Modalities(parsed, encoder) is [Modality.Text];
            string extension = readsTexts ? ".html" : ".png", file = parsed.GetValue(output) ?? $"attention{extension}";
            if (OutputFile.Mistake("out", file, extension) is { } wrong) mistakes.Add(wrong);
            if (readsTexts) ShowTexts(shell, encoder, parsed.GetRequiredValue(inputs), parsed.GetValue(limit), parsed.GetValue(tokens), file, mistakes);
            else
            {
                if (parsed.GetValue(limit) is int texts) mistakes.Add(new("limit", $"{texts}", "is for texts, and this encoder reads pictures; leave it out"));
                if (parsed.GetValue(tokens) is int most) mistakes.Add(new("tokens", $"{most}", "is for texts, and this encoder reads pictures; leave it out"));
                ShowPictures(shell, encoder, parsed.GetRequiredValue(inputs), file, mistakes);
            }
        });
        return command;
    }

    private static void ShowPictures(Shell shell, Encoder? encoder, string[] paths, string file, MistakeCollector mistakes)
    {
        if (paths.Length > MostPictures) mistakes.Add(new("image", $"{paths.Length} pictures", $"are more than a sheet holds; name at most {MostPictures}"));
        Image?[] pictures = [.. paths.Select(path => mistakes.Try(() => ReadPicture(path)))];
        mistakes.ThrowIfAny();
        byte[] png = ImageFiles.EncodePng(AttentionSheet.Render(encoder!, pictures!));
        AtomicFile.Write(file, stream => stream.Write(png));
        shell.Print(new AttentionResult(file) { Pictures = pictures.Length }, CliJson.Default.AttentionResult, terminal =>
            terminal.MarkupLineInterpolated($"{file}: {pictures.Length} pictures, each beside the heads of the last block and the rollout through all blocks"));
    }

    private static void ShowTexts(Shell shell, Encoder? encoder, string[] inputs, int? limit, int? tokens, string file, MistakeCollector mistakes)
    {
        if (limit is < 1 or > MostTexts) mistakes.Add(new("limit", $"{limit}", $"must be between 1 and {MostTexts}"));
        if (tokens is < FewestTokens or > MostTokens) mistakes.Add(new("tokens", $"{tokens}", $"must be between {FewestTokens} and {MostTokens}"));
        Document[] documents = [.. inputs.SelectMany((input, place) => mistakes.Try(() => ReadTexts(shell, input, $"Text {place + 1}", limit ?? 1)) ?? [])];
        if (documents.Length > MostTexts) mistakes.Add(new("input", $"{documents.Length} texts", $"are more than a page holds; name at most {MostTexts}"));
        mistakes.ThrowIfAny();
        TextAttention?[] seen = [.. documents.Select(document => mistakes.Try(() => TextAttention.Of(encoder!, document.Text, document.Id, tokens ?? UsualTokens)))];
        mistakes.ThrowIfAny();
        (string Name, TextAttention Attention)[] texts = [.. documents.Zip(seen, (document, attention) => (document.Id, attention!))];
        (EncoderDescription description, TextAttention first) = (encoder!.Description, texts[0].Attention);
        string learned = description.Provenance.Method.Length > 0 ? $"; learned by {description.Provenance.Method} in {description.Provenance.Steps:N0} steps" : "";
        AtomicFile.WriteText(file, AttentionPage.Write($"Where {description.Backbone.Name} looks", $"{first.Layers} layers of {first.Heads} heads{learned}", texts));
        foreach ((string name, TextAttention attention) in texts.Where(text => text.Attention.LeftOut > 0))
            shell.Error.WriteLine($"{name} is longer than the {attention.Tokens.Count} tokens that are read of it; the last {attention.LeftOut:N0} were left out.");
        AttentionText[] results = [.. texts.Select(text => new AttentionText(text.Name, [.. text.Attention.Tokens.Select(token => token.Name)], text.Attention.LeftOut, text.Attention.Pooled(text.Attention.Rollout(first.Layers - 1)), text.Attention.Figures()))];
        shell.Print(new AttentionResult(file) { Layers = first.Layers, Heads = first.Heads, Texts = results }, CliJson.Default.AttentionResult, terminal =>
            terminal.MarkupLineInterpolated($"{file}: {texts.Length} {(texts.Length == 1 ? "text" : "texts")}, each with the {first.Layers} x {first.Heads} heads and the rollout; open it in a browser"));
    }

    private static Image ReadPicture(string path)
    {
        if (Directory.Exists(path)) throw new ConfigurationException([new("image", path, "is a folder; name pictures in it")]);
        try
        {
            return ImageFiles.Decode(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or BadSampleException)
        {
            throw new ConfigurationException([new("image", path, error.Message)]);
        }
    }

    private static Document[] ReadTexts(Shell shell, string input, string name, int limit)
    {
        if (string.IsNullOrWhiteSpace(input)) throw new ConfigurationException([new("input", $"'{input}'", "is an empty text; give one with words, or a file")]);
        if (!TextSources.IsThere(input))
        {
            if (LooksLikeFile(input)) shell.Error.WriteLine($"There is no file '{input}'; it is taken for the text itself.");
            return [new Document(input, null, name)];
        }
        try
        {
            TextSource source = TextSources.Open(input).First(limit);
            return [.. Enumerable.Range(0, source.Count).Select(source.Read)];
        }
        catch (Exception error) when (error is DataException or BadSampleException)
        {
            throw new ConfigurationException([new("input", input, error.Message)]);
        }
    }

    private static bool LooksLikeFile(string input) => !input.Any(char.IsWhiteSpace) && (input.Contains('/') || Path.GetExtension(input).Length > 1);
}

/// <summary>What was drawn: pictures or texts.</summary>
/// <param name="File">The PNG file, or the page.</param>
internal sealed record AttentionResult(string File)
{
    /// <summary>How many pictures are in it.</summary>
    public int? Pictures { get; init; }

    /// <summary>Layers of the network.</summary>
    public int? Layers { get; init; }

    /// <summary>Heads of each layer.</summary>
    public int? Heads { get; init; }

    /// <summary>The texts, in order.</summary>
    public IReadOnlyList<AttentionText>? Texts { get; init; }
}

/// <summary>A text that was looked at.</summary>
/// <param name="Text">Where it stands, or what it is called on the page.</param>
/// <param name="Tokens">Its tokens.</param>
/// <param name="LeftOut">How many there were too many.</param>
/// <param name="Rollout">What the text's feature vector holds of each token.</param>
/// <param name="Figures">What each head does.</param>
internal sealed record AttentionText(string Text, IReadOnlyList<string> Tokens, int LeftOut, IReadOnlyList<float> Rollout, IReadOnlyList<HeadFigures> Figures);
