using Autodidact.Configuration;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Models;

namespace Autodidact.Methods;

/// <summary>What an earlier run learned, as a part of a method that learns no further: a tokenizer, a teacher.</summary>
internal static class EarlierRun
{
    /// <summary>Why what a setting names cannot be taken; null where it can.</summary>
    /// <param name="setting">The setting's name in the method.</param>
    /// <param name="path">A run's folder, or its encoder's.</param>
    /// <param name="wanted">What is wanted, for a person: <c>a tokenizer: a run of vq-vae</c>.</param>
    /// <param name="fits">Whether a network is of the wanted kind.</param>
    /// <param name="backbone">The network that is to learn, resolved.</param>
    /// <param name="view">How its pictures are made.</param>
    public static ConfigurationMistake? Problem(string setting, string path, string wanted, Func<BackboneOptions, bool> fits, BackboneOptions backbone, ViewPlan view)
    {
        string field = $"method.{setting}";
        if (path.Length == 0) return new(field, null, $"is not said; name the folder of {wanted}");
        if (FolderOf(path) is not string folder) return new(field, path, $"holds no encoder; name the folder of {wanted}");
        EncoderDescription found;
        try
        {
            found = Encoder.ReadDescription(folder);
        }
        catch (ConfigurationException damaged)
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

    /// <summary>The network that a run kept, which does not learn any more.</summary>
    /// <param name="path">A run's folder, or its encoder's.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">Its weights are damaged.</exception>
    /// <exception cref="StateMismatchException">Its weights are another network's.</exception>
    public static PatchBackbone Load(string path)
    {
        string folder = FolderOf(path) ?? throw new FileNotFoundException($"There is no encoder in '{path}'.", path);
        PatchBackbone network = (PatchBackbone)Encoder.ReadDescription(folder).Backbone.ForTeacher.Create();
        foreach (Tensor parameter in network.Parameters()) parameter.RequiresGradient = false;
        Fill(network, folder);
        return network;
    }

    /// <summary>Puts the weights that a run kept into a network of <see cref="Load"/>.</summary>
    public static void Fill(PatchBackbone network, string path)
    {
        using TensorScope scope = new();
        network.LoadState(Encoder.ReadWeights(FolderOf(path)!));
    }

    private static string? FolderOf(string path) => ((string[])[path, Path.Combine(path, "encoder")]).FirstOrDefault(folder => File.Exists(Path.Combine(folder, Encoder.DescriptionFile)));
}
