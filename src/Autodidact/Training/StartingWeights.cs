using Autodidact.Configuration;
using Autodidact.Data.Text.Files;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Models.Tokenizers;
using Autodidact.Models.Transformers;

namespace Autodidact.Training;

/// <summary>Weights of an earlier run, or of an encoder, for a new run to start from.</summary>
/// <remarks>
/// A run of the same method gives all its networks, heads that do not fit left out; anything else gives its backbone, which has to fit.
/// </remarks>
internal static class StartingWeights
{
    private const int NamedDifferences = 5;

    /// <summary>What is wrong with <paramref name="path"/>; null when there is something to start from.</summary>
    public static string? Problem(string path) =>
        Encoder.IsIn(path) ? null
        : !RunFolder.IsRun(path) ? "is neither a run nor an encoder; name a folder with a recipe.yaml, an encoder.json or a published config.json in it"
        : new CheckpointStore(RunFolder.Open(path).Checkpoints).Newest is null ? "is a run without a checkpoint yet"
        : null;

    /// <summary>Puts the weights at <paramref name="path"/> into a method whose networks are freshly made.</summary>
    /// <param name="path">A run's folder, or an encoder's.</param>
    /// <param name="methodName">The name of the method that is to start.</param>
    /// <param name="method">The method.</param>
    /// <param name="backbone">Its backbone.</param>
    /// <param name="note">Told what was taken and what was not.</param>
    /// <exception cref="ConfigurationException">The backbone does not fit; says what differs.</exception>
    public static void Load(string path, string methodName, Module method, Backbone backbone, Action<string> note)
    {
        if (Problem(path) is string problem)
            throw new ConfigurationException([new("from", path, problem)]);
        using TensorScope scope = new();
        if (Encoder.IsIn(path))
        {
            Fill(path, backbone, Encoder.ReadWeights(path), note);
            note($"starting from the backbone of the encoder in {path}; everything else starts anew");
            return;
        }
        RunFolder run = RunFolder.Open(path);
        Checkpoint checkpoint = new CheckpointStore(run.Checkpoints).ReadNewest(note)!;
        Fill(path, backbone, checkpoint.Below(checkpoint.Backbone), note);
        string other = run.ReadRecipe().Method.Name;
        note($"starting from step {checkpoint.Progress.Step} of {path} ({other}); optimizer and schedule start anew");
        if (other == methodName)
            FillHeads(method, backbone, checkpoint.Below(Checkpoint.Method), note);
        else
            note($"only the backbone was taken from {path}: its method is {other}, and this run's is {methodName}");
    }

    /// <summary>The tokenizer of what lies at <paramref name="path"/>; null where there is none.</summary>
    public static string? TokenizerOf(string path)
    {
        string folder = Encoder.IsIn(path) ? path : RunFolder.Open(path).Encoder;
        return TokenizerFiles.Find(folder);
    }

    /// <summary>A network whose positions were left open has those of the transformer that it starts from: other ones could not be taken over.</summary>
    /// <param name="backbone">The network of the run that is to start.</param>
    /// <param name="path">A run's folder, or an encoder's; null where it starts from chance.</param>
    public static BackboneOptions Meet(BackboneOptions backbone, string? path) =>
        backbone is VisionTransformerOptions { Positions: null } open && path is not null && Problem(path) is null && BackboneOf(path) is VisionTransformerOptions theirs
            ? open with { Positions = theirs.Positions }
            : backbone;

    private static BackboneOptions? BackboneOf(string path)
    {
        try
        {
            return Encoder.IsIn(path) ? Encoder.ReadDescription(path).Backbone : RunFolder.Open(path).ReadRecipe().Backbone;
        }
        catch (ConfigurationException)
        {
            return null;        // what is damaged is told where its weights are read
        }
    }

    private static void Fill(string path, Backbone backbone, Dictionary<string, Tensor> weights, Action<string> note)
    {
        MeetHead(path, backbone, weights, note);
        try
        {
            backbone.LoadState(weights);
        }
        catch (StateMismatchException wrong)
        {
            string more = wrong.Problems.Count > NamedDifferences ? $"; and {wrong.Problems.Count - NamedDifferences} more" : "";
            throw new ConfigurationException([new("from", path, $"holds another backbone: {string.Join("; ", wrong.Problems.Take(NamedDifferences))}{more}")]);
        }
    }

    /// <summary>A layer of the head, or a tokenizer's codes, that only one of the two keeps are no reason to refuse the rest.</summary>
    private static void MeetHead(string path, Backbone backbone, Dictionary<string, Tensor> weights, Action<string> note)
    {
        NamedTensor[] own = [.. backbone.NamedState().Where(entry => IsHead(entry.Name))];
        string[] given = [.. weights.Keys.Where(IsHead)];
        if (given.Length > 0 && own.Length == 0)
        {
            foreach (string name in given) weights.Remove(name);
            note($"what {path} kept behind the backbone ({PartOf(given[0])}) is left out: this run keeps none");
        }
        if (given.Length == 0 && own.Length > 0)
        {
            foreach (NamedTensor entry in own) weights[entry.Name] = entry.Tensor;
            note($"what is kept behind the backbone ({PartOf(own[0].Name)}) starts anew: {path} has none");
        }

        static bool IsHead(string name) => PartOf(name) is HeadedBackbone.LayerName or PatchTokenizer.LayerName;
    }

    // What lies beside the backbone is taken part by part: half a head is worth nothing.
    private static void FillHeads(Module method, Backbone backbone, Dictionary<string, Tensor> weights, Action<string> note)
    {
        HashSet<Tensor> kept = [.. backbone.NamedState().Select(entry => entry.Tensor)];
        foreach (IGrouping<string, NamedTensor> part in method.NamedState().Where(entry => !kept.Contains(entry.Tensor)).GroupBy(entry => PartOf(entry.Name)))
        {
            if (part.All(entry => weights.TryGetValue(entry.Name, out Tensor? found) && found.Shape.AsSpan().SequenceEqual(entry.Tensor.Shape)) && weights.Keys.Count(name => PartOf(name) == part.Key) == part.Count())
                method.LoadState(part.ToDictionary(entry => entry.Name, entry => weights[entry.Name]), strict: false);
            else
                note($"'{part.Key}' starts anew: there is none that fits in the weights to start from");
        }
    }

    private static string PartOf(string name) => name.Split('.')[0];
}
