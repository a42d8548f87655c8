using System.CommandLine;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Cli;

/// <summary>The argument RUN, a run's folder or a folder with an encoder alone, and the flag <c>--data</c> of commands that use an encoder.</summary>
internal sealed class EncoderArguments
{
    private readonly Argument<string> _run;
    private readonly Option<string>? _data, _pooling;

    /// <param name="command">Gets both.</param>
    /// <param name="run">What RUN is, for the help.</param>
    /// <param name="data">What the data are, for the help; null where the command takes none.</param>
    /// <param name="pools">Whether the command has <c>--pooling</c>.</param>
    public EncoderArguments(Command command, string run, string? data = null, bool pools = false)
    {
        _run = new("RUN") { Description = run };
        command.Arguments.Add(_run);
        if (data is not null) command.Options.Add(_data = new("--data") { Description = $"{data}: a path, kind:path, or shapes. Default: the run's own.", HelpName = "DATA" });
        if (pools) command.Options.Add(_pooling = new("--pooling") { Description = "What a transformer's features are made of. Default: as the encoder says.", HelpName = string.Join("|", OptionValue.Words(typeof(Pooling), null)) });
    }

    /// <summary>Whether features are made in another way than the encoder's own.</summary>
    public bool Repools(ParseResult parsed) => _pooling is not null && parsed.GetValue(_pooling) is not null;

    /// <summary>Whether data were named.</summary>
    public bool NamesData(ParseResult parsed) => _data is not null && parsed.GetValue(_data) is not null;

    /// <summary>The run, where RUN names one; null for an encoder alone.</summary>
    public RunFolder? Run(ParseResult parsed) => RunFolder.IsRun(Path(parsed)) ? RunFolder.Open(Path(parsed)) : null;

    /// <summary>The encoder; null where that is a mistake.</summary>
    /// <param name="modality">What it must read; null where the command takes every kind.</param>
    public Encoder? Load(ParseResult parsed, string? device, MistakeCollector mistakes, string? modality = null)
    {
        Pooling? pooling = mistakes.Try(() => PoolingOf(parsed));
        return mistakes.Try(() => Load(parsed, device, modality, pooling));
    }

    private Encoder Load(ParseResult parsed, string? device, string? modality, Pooling? pooling)
    {
        // A device that is not there is reported with the options; the path can be judged without it.
        bool known = device is null || TorchRuntime.DeviceProblem(device) is null;
        try
        {
            Encoder encoder = Encoder.Load(Run(parsed)?.Encoder ?? Path(parsed), known ? TorchRuntime.DeviceFor(device) : Device.Cpu, pooling);
            if (modality is null || encoder.Preprocessing.Name == modality) return encoder;
            using (encoder)
                throw new ConfigurationException([new("run", Path(parsed), $"holds an encoder of the kind '{encoder.Preprocessing.Name}'; this command needs one of the kind '{modality}'")]);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigurationException([new("run", Path(parsed), Lacking(Path(parsed)) ?? missing.Message)]);
        }
    }

    /// <summary>Why there is no encoder where one was named, and what to do; null where only a part of it is missing.</summary>
    private static string? Lacking(string path) =>
        File.Exists(path) ? "is a file; name the folder of a run, as 'autodidact runs' lists them"
        : !Directory.Exists(path) ? "does not exist; 'autodidact runs' lists the runs there are"
        : !RunFolder.IsRun(path) ? System.IO.Path.Exists(System.IO.Path.Combine(path, "encoder.json")) ? null : "holds neither a run nor an encoder; 'autodidact runs' lists the runs there are"
        : Directory.Exists(RunFolder.Open(path).Encoder) && Directory.EnumerateFiles(RunFolder.Open(path).Encoder).Any() ? null
        : $"is a run that has saved no encoder yet; go on with it: autodidact pretrain --resume --out {path}";

    private Pooling? PoolingOf(ParseResult parsed)
    {
        if (_pooling is null || parsed.GetValue(_pooling) is not string said) return null;
        IReadOnlyList<string> words = OptionValue.Words(typeof(Pooling), null);
        return OptionValue.TryRead(said, typeof(Pooling), out object? pooling)
            ? (Pooling)pooling!
            : throw new ConfigurationException([new("pooling", said, $"must be one of {string.Join(", ", words)}", Spelling.Nearest(said, words))]);
    }

    /// <summary>What the encoder reads; where there is none, what its run learned from, or anything.</summary>
    public string[] Modalities(ParseResult parsed, Encoder? encoder)
    {
        try
        {
            return (encoder?.Preprocessing.Name ?? Run(parsed)?.ReadRecipe().Method.Modality) is string modality ? [modality] : [Modality.Image, Modality.Text];
        }
        catch (ConfigurationException)
        {
            return [Modality.Image, Modality.Text];      // the recipe is damaged too, which is told with the rest
        }
    }

    /// <summary>The data that were named, else those of the run; null where that is a mistake.</summary>
    /// <param name="encoder">What they are for; null where that is a mistake, and then only what nothing could open is one more.</param>
    /// <param name="open">Opens them, by their name and modality. Only commands that said in the constructor what the data are have them.</param>
    public T? Data<T>(ParseResult parsed, Encoder? encoder, MistakeCollector mistakes, Func<string, string, T> open) where T : class
    {
        string? source = mistakes.Try(() => parsed.GetValue(_data!) ?? Run(parsed)?.ReadRecipe().Data
            ?? throw new ConfigurationException([new("data", null, "is not said, and the folder is no run that would say it; name it with --data")]));
        if (source is null) return null;
        string[] modalities = Modalities(parsed, encoder);
        foreach (string modality in modalities.Skip(1))
            if (new MistakeCollector().Try(() => Sources.Using(source, () => open(source, modality))) is T opened) return opened;
        return mistakes.Try(() =>
        {
            try
            {
                return Sources.Using(source, () => open(source, modalities[0]));
            }
            catch (ConfigurationException wrong) when (!NamesData(parsed) && wrong.Mistakes is [{ Field: "data" } mistake] && mistake.Value == source)
            {
                throw new ConfigurationException([mistake with { Problem = mistake.Problem + Remembered(source) }]);
            }
        });
    }

    private static string Remembered(string source) =>
        System.IO.Path.Exists(source) ? " That is what the run learned from. Name data with --data."
        : $" The run learned from it{(System.IO.Path.IsPathRooted(source) ? "" : $", by a path that counts from where the run was started; this is {Directory.GetCurrentDirectory()}")}. Name data with --data.";

    /// <summary>The folder as it was named.</summary>
    public string Path(ParseResult parsed) => parsed.GetRequiredValue(_run);
}
