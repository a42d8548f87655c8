using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Models;

namespace Autodidact.Methods;

/// <summary>
/// What an earlier run learned, as a part of a method that learns no further: a tokenizer, a teacher. A run that builds on it keeps its description, and its weights in every
/// checkpoint, so that it goes on without the earlier one's folder.
/// </summary>
public sealed class EarlierRun
{
    private const int ReadAtOnce = 1 << 20;

    private readonly string _path;
    private readonly bool _isNoted;

    private EarlierRun(EncoderDescription description, string path, string fingerprint, bool isNoted) => (Description, _path, Fingerprint, _isNoted) = (description, path, fingerprint, isNoted);

    /// <summary>What the run said of the encoder that it kept.</summary>
    public EncoderDescription Description { get; }

    /// <summary>One word that changes when its weights change; empty where nobody noted it.</summary>
    public string Fingerprint { get; }

    /// <summary>The description as <see cref="Noted(Setting, string, string)"/> reads it.</summary>
    public string Note => OptionsJson.Write(Description);

    /// <summary>What lies at a path.</summary>
    /// <param name="path">A run's folder, or its encoder's.</param>
    /// <exception cref="FileNotFoundException">There is no encoder.</exception>
    /// <exception cref="ConfigurationException">Its description is damaged.</exception>
    /// <exception cref="InvalidDataException">Its weights are damaged, or too few.</exception>
    public static EarlierRun At(string path)
    {
        string folder = FolderOf(path) ?? throw new FileNotFoundException($"There is no encoder in '{path}'.", path);
        EncoderDescription description = Encoder.ReadChecked(folder);
        return new(description, path, FingerprintOf(Encoder.WeightsOf(folder)), isNoted: false);
    }

    /// <summary>What a run noted of it, whose weights come from a checkpoint, or from another process.</summary>
    /// <param name="said">Its <see cref="Note"/>.</param>
    /// <param name="path">Where it lay.</param>
    /// <param name="fingerprint">Its fingerprint; empty where nobody noted it.</param>
    /// <exception cref="ConfigurationException">The description is damaged.</exception>
    internal static EarlierRun Noted(Setting said, string path, string fingerprint) => new(Encoder.Described(said), path, fingerprint, isNoted: true);

    /// <summary>The fingerprint of what lies at a path now; null where there is no encoder.</summary>
    internal static string? FingerprintAt(string path) => FolderOf(path) is string folder && File.Exists(Encoder.WeightsOf(folder)) ? FingerprintOf(Encoder.WeightsOf(folder)) : null;

    /// <summary>Why what a setting names cannot be taken; null where it can.</summary>
    /// <param name="setting">The setting's name in the method.</param>
    /// <param name="path">A run's folder, or its encoder's.</param>
    /// <param name="wanted">What is wanted, for a person: <c>a tokenizer: a run of vq-vae</c>.</param>
    /// <param name="fits">Whether a network is of the wanted kind.</param>
    /// <param name="backbone">The network that is to learn, resolved.</param>
    /// <param name="view">How its pictures are made.</param>
    internal static ConfigurationMistake? Problem(string setting, string path, string wanted, Func<BackboneOptions, bool> fits, BackboneOptions backbone, ViewPlan view)
    {
        string field = $"method.{setting}";
        if (path.Length == 0) return new(field, null, $"is not said; name the folder of {wanted}");
        if (FolderOf(path) is not string folder) return new(field, path, $"holds no encoder; name the folder of {wanted}");
        EncoderDescription found;
        try
        {
            found = Encoder.ReadChecked(folder);
        }
        catch (Exception damaged) when (damaged is ConfigurationException or InvalidDataException or FileNotFoundException)
        {
            return new(field, path, $"cannot be read: {damaged.Message}");
        }
        if (found.Preprocessing is not ImagePreprocessing pictures || !fits(found.Backbone)) return new(field, path, $"holds a {found.Backbone.Name} of the method {found.Provenance.Method}; name the folder of {wanted}");
        int? patch = (found.Backbone as PatchBackboneOptions)?.PatchPixels, own = (backbone as PatchBackboneOptions)?.PatchPixels;
        if (patch != own) return new(field, path, $"has patches of {patch} pixels; those of the backbone must be as large, backbone.patch_size={patch}, and are {own}");
        return pictures.Mean.SequenceEqual(view.Normalization.Mean) && pictures.Std.SequenceEqual(view.Normalization.Deviation)
            ? null
            : new(field, path, $"learned from pictures of another normalization; say views.mean={OptionValue.Write(pictures.Mean)} and views.std={OptionValue.Write(pictures.Std)}");
    }

    /// <summary>The network that does not learn any more, with weights of chance until <see cref="Fill"/>, a checkpoint or another process gives it its own.</summary>
    /// <remarks>A layer of a head that was kept behind it says nothing of patches and is left out.</remarks>
    internal PatchBackbone Create()
    {
        PatchBackbone network = (PatchBackbone)(Description.Backbone.ForTeacher with { HeadSize = null, HeadBatchNorm = false }).Create();
        foreach (Tensor parameter in network.Parameters()) parameter.RequiresGradient = false;
        return network;
    }

    /// <summary>Puts the weights that the run kept into a network of <see cref="Create"/>.</summary>
    /// <exception cref="FileNotFoundException">They are not there any more.</exception>
    /// <exception cref="InvalidDataException">They are damaged, or others than they were.</exception>
    internal void Fill(PatchBackbone network)
    {
        if (FolderOf(_path) is not string folder) throw new FileNotFoundException($"A run that begins needs the weights of the encoder in '{_path}', where there is none any more.", _path);
        if (_isNoted && Fingerprint.Length > 0 && FingerprintAt(_path) is string found && found != Fingerprint)
            throw new InvalidDataException($"'{_path}' holds other weights than when the run was started ({found}, not {Fingerprint}).");
        using TensorScope scope = new();
        Dictionary<string, Tensor> weights = Encoder.ReadWeights(folder);
        foreach (string name in weights.Keys.Where(name => name.StartsWith($"{HeadedBackbone.LayerName}.", StringComparison.Ordinal)).ToArray()) weights.Remove(name);
        network.LoadState(weights);
    }

    private static string? FolderOf(string path) => ((string[])[path, Path.Combine(path, "encoder")]).FirstOrDefault(Encoder.IsIn);

    private static string FingerprintOf(string file) => ContentHash.Of(hash =>
    {
        using FileStream stream = File.OpenRead(file);
        byte[] part = new byte[ReadAtOnce];
        for (int read; (read = stream.Read(part)) > 0;) hash.AppendData(part, 0, read);
    });
}
