using Autodidact.Configuration;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Serialization;
using Autodidact.Models.ResNets;
using Autodidact.Models.Transformers.Bert;

namespace Autodidact.Models;

/// <summary>
/// What is kept of a run: backbone, preprocessing and provenance, in a folder of two files, <c>encoder.safetensors</c>
/// and <c>encoder.json</c>; of texts also <c>tokenizer.json</c>. A published BERT (<see cref="PublishedBert"/>) is read as well.
/// </summary>
public sealed class Encoder : IDisposable
{
    private const string WeightsFile = "encoder.safetensors";

    private const string DescriptionFile = "encoder.json";

    /// <param name="options">The options that <paramref name="backbone"/> was made from, resolved for the image size.</param>
    public Encoder(Backbone backbone, BackboneOptions options, Preprocessing preprocessing, Provenance? provenance = null)
        : this(backbone, new EncoderDescription
        {
            Backbone = options,
            FeatureSize = backbone.FeatureSize,
            Modality = preprocessing.Name,
            Preprocessing = preprocessing,
            Provenance = provenance ?? new(),
        })
    {
    }

    private Encoder(Backbone backbone, EncoderDescription description) => (Backbone, Description) = (backbone, description);

    public Backbone Backbone { get; }

    public EncoderDescription Description { get; private init; }

    public Preprocessing Preprocessing => Description.Preprocessing;

    public int FeatureSize => Backbone.FeatureSize;

    /// <summary>Tells this encoder from others as it is now: 16 hexadecimal digits of network, pooling, preprocessing and weights. Reads all weights.</summary>
    public string Fingerprint() => EncoderFingerprint.Of(this);

    /// <summary>The same network and preprocessing, with weights drawn anew: what pretraining has to beat.</summary>
    /// <param name="seed">Of the CPU generator, whose state is left as it was.</param>
    public Encoder AtRandomInitialisation(ulong seed, Device device = default)
    {
        byte[] state = TorchRuntime.GetGeneratorState();
        TorchRuntime.Seed(seed);
        Encoder fresh = new(Description.Backbone.Create(), Description with { Provenance = new() { Method = "none", Seed = (long)seed } });
        TorchRuntime.SetGeneratorState(state);
        fresh.Prepare(device);
        return fresh;
    }

    /// <summary>Reads an encoder from its folder, ready to embed.</summary>
    /// <param name="pooling">What its feature vector is made of; null for what the encoder says.</param>
    /// <exception cref="FileNotFoundException">The folder holds no encoder.</exception>
    /// <exception cref="ConfigurationException">The description is damaged, or the network has no such pooling.</exception>
    /// <exception cref="InvalidDataException">The weights are damaged, or too few for the network that is described.</exception>
    /// <exception cref="StateMismatchException">The weights do not fit the network that is described.</exception>
    public static Encoder Load(string folder, Device device = default, Pooling? pooling = null)
    {
        EncoderDescription description = ReadChecked(folder);
        if (pooling is Pooling chosen)
            description = description with
            {
                Backbone = description.Backbone.WithPooling(chosen)
                    ?? throw new ConfigurationException([new("pooling", OptionValue.Write(chosen), $"is not for a {description.Backbone.Name}: there is {PoolingsOf(description.Backbone)}")]),
            };
        if (description.Backbone.Modality != description.Preprocessing.Name)
            throw new InvalidDataException($"'{Path.Combine(folder, DescriptionFile)}' describes a {description.Backbone.Name}, which cannot read samples of the kind '{description.Preprocessing.Name}'.");
        if (!IsPublished(folder)) description = description with { Preprocessing = description.Preprocessing.ReadBeside(folder, description.Backbone) };
        Encoder encoder = new(description.Backbone.Create(), description);
        try
        {
            using (TensorScope scope = new()) encoder.Backbone.LoadState(ReadWeights(folder));
            encoder.Prepare(device);
            return encoder;
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }

    private static string PoolingsOf(BackboneOptions backbone) =>
        string.Join(", ", Enum.GetValues<Pooling>().Where(pooling => backbone.WithPooling(pooling) is not null).Select(pooling => OptionValue.Write(pooling))) is { Length: > 0 } names ? names : "nothing to choose";

    /// <summary>Reads what the encoder in <paramref name="folder"/> is, without its weights, which have to be there.</summary>
    /// <exception cref="FileNotFoundException">The folder holds no encoder.</exception>
    /// <exception cref="ConfigurationException">The description is damaged.</exception>
    /// <exception cref="InvalidDataException">The weights are damaged, or too few for the network that is described.</exception>
    internal static EncoderDescription ReadChecked(string folder)
    {
        if (IsPublished(folder) && !File.Exists(WeightsOf(folder))) throw new FileNotFoundException(PublishedBert.Missing(folder), WeightsOf(folder));
        foreach (string file in IsPublished(folder) ? [] : (string[])[Path.Combine(folder, DescriptionFile), WeightsOf(folder)])
            if (!File.Exists(file)) throw new FileNotFoundException($"There is no encoder in '{folder}': {Path.GetFileName(file)} is missing. A run saves it at every checkpoint.", file);
        EncoderDescription description = ReadDescription(folder);
        RequireWeights(WeightsOf(folder), description.Backbone);
        return description;
    }

    /// <summary>Whether there is an encoder in a folder, or a published network that can be read as one.</summary>
    internal static bool IsIn(string folder) => File.Exists(Path.Combine(folder, DescriptionFile)) || IsPublished(folder);

    private static bool IsPublished(string folder) => !File.Exists(Path.Combine(folder, DescriptionFile)) && PublishedBert.IsIn(folder);

    /// <summary>Reads what the encoder in <paramref name="folder"/> is, without its weights.</summary>
    /// <exception cref="ConfigurationException">The description is missing or damaged.</exception>
    /// <exception cref="InvalidDataException">That of a published network is.</exception>
    internal static EncoderDescription ReadDescription(string folder)
    {
        if (IsPublished(folder)) return PublishedBert.Describe(folder);
        Setting said = new();
        RecipeReader.ReadFile(Path.Combine(folder, DescriptionFile), said);
        return Described(said);
    }

    /// <summary>The file of an encoder's weights.</summary>
    internal static string WeightsOf(string folder) => Path.Combine(folder, IsPublished(folder) ? PublishedBert.WeightsFile : WeightsFile);

    /// <summary>What a description that was read says.</summary>
    /// <exception cref="ConfigurationException">It is damaged.</exception>
    internal static EncoderDescription Described(Setting said)
    {
        EncoderDescription description = OptionsBinder.Bind(said, new EncoderDescription { Backbone = new ResNet18Options() });
        return description with { Backbone = description.Preprocessing.Resolve(description.Backbone) };
    }

    /// <summary>Reads the weights of the encoder in <paramref name="folder"/>, by their names in the backbone; they belong to the scope that is open.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    internal static Dictionary<string, Tensor> ReadWeights(string folder)
    {
        Dictionary<string, Tensor> weights = StateFile.Read(WeightsOf(folder));
        return IsPublished(folder) ? PublishedBert.Named(weights) : weights;
    }

    /// <summary>Writes all files, each atomically.</summary>
    /// <param name="provenance">What to note in place of what is known so far.</param>
    public void Save(string folder, Provenance? provenance = null) => Save(folder, Backbone.NamedState(), provenance);

    /// <inheritdoc cref="Save(string, Provenance?)"/>
    /// <param name="weights">Weights to write instead of those that the network has now.</param>
    internal void Save(string folder, IEnumerable<NamedTensor> weights, Provenance? provenance)
    {
        Directory.CreateDirectory(folder);
        StateFile.Write(Path.Combine(folder, WeightsFile), weights);
        Describe(folder, provenance);
    }

    /// <summary>Writes both files from a copy of the network, while the network itself goes on learning. The folder must exist.</summary>
    /// <param name="prefix">What the names of the backbone's tensors begin with in the copy.</param>
    internal void Save(string folder, StateSnapshot weights, string prefix, Provenance provenance)
    {
        weights.Write(Path.Combine(folder, WeightsFile), prefix: prefix);
        Describe(folder, provenance);
    }

    private void Describe(string folder, Provenance? provenance)
    {
        Preprocessing.WriteBeside(folder);
        AtomicFile.WriteText(Path.Combine(folder, DescriptionFile), OptionsJson.Write(Description with { Provenance = provenance ?? Description.Provenance }), makeFolder: false);
    }

    /// <summary>Features of preprocessed samples, in fp32, without a graph.</summary>
    /// <param name="inputs">As <see cref="Preprocessing"/> says, on any device: pictures <c>[batch, 3, size, size]</c>, or token numbers <c>[batch, length]</c>.</param>
    /// <returns><c>[batch, FeatureSize]</c> on the network's device.</returns>
    public Tensor Embed(Tensor inputs) => Frozen(inputs, Backbone.Forward);

    /// <summary>Features of the parts of preprocessed pictures, which may have another size than whole ones are read at, in fp32, without a graph.</summary>
    /// <param name="images"><c>[batch, 3, height, width]</c>, on any device.</param>
    /// <returns><c>[batch, rows, columns, channels]</c> on the network's device.</returns>
    /// <exception cref="NotSupportedException">The network has none (<see cref="Models.Backbone.HasMaps"/>).</exception>
    public Tensor EmbedParts(Tensor images) => Frozen(images, Backbone.Map);

    /// <summary>Features after each layer of the network, beside each other, in fp32, without a graph.</summary>
    /// <param name="inputs">As <see cref="Embed"/> takes them.</param>
    /// <returns><c>[batch, sum of sizes]</c>, the sizes those of <see cref="Models.Backbone.LayerSizes"/>.</returns>
    public Tensor EmbedLayers(Tensor inputs) => Frozen(inputs, seen => Ops.Cat([.. Backbone.LayerFeatures(seen)], 1));

    /// <summary>Features of the small parts of preprocessed pictures (<see cref="Models.Backbone.FineMap"/>), in fp32, without a graph.</summary>
    /// <inheritdoc cref="EmbedParts"/>
    public Tensor EmbedFineParts(Tensor images) => Frozen(images, Backbone.FineMap);

    private Tensor Frozen(Tensor inputs, Func<Tensor, Tensor> network)
    {
        bool training = Backbone.IsTraining;
        if (training) Backbone.Evaluate();
        try
        {
            using NoGradient guard = new();
            using FullPrecision precision = new(inputs.Device);
            return network(inputs.To(Backbone.Parameters().First().Device));
        }
        finally
        {
            if (training) Backbone.Train();
        }
    }

    /// <summary>The encoder as it is now, for many samples: faster than <see cref="Embed"/>, with the same features up to rounding.</summary>
    public FrozenEncoder Freeze() => new(this);

    public void Dispose() => Backbone.Dispose();

    /// <summary>A description of a few letters may ask for a network of gigabytes; the file beside it says what there really is.</summary>
    private static void RequireWeights(string path, BackboneOptions backbone)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        long weights = file.Entries.Sum(entry => entry.Length / entry.Type.SizeOf());
        long least = backbone.LeastWeights + ((long)(backbone.HeadSize ?? 0) * backbone.LeastFeatures);
        if (weights < least)
            throw new InvalidDataException($"'{path}' holds {weights:N0} weights; the {backbone.Name} that is described beside it has at least {least:N0}.");
    }

    private void Prepare(Device device)
    {
        Backbone.To(device);
        Backbone.ToChannelsLast();
        Backbone.Evaluate();
    }
}
