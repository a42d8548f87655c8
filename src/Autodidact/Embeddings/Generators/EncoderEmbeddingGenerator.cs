using System.Globalization;
using Autodidact.Data;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Models;
using Autodidact.Training;
using Microsoft.Extensions.AI;

namespace Autodidact.Embeddings.Generators;

/// <summary>
/// An encoder as Microsoft.Extensions.AI knows embeddings: of texts for an encoder of texts, of pictures' files for one of pictures. The features are those of
/// <see cref="Embedder"/>, of the weights as they are when the generator is made. Any number of callers may ask at once; one thread answers, and computes small requests that wait together.
/// </summary>
/// <remarks>What is asked for is never fetched: a <see cref="DataContent"/> holds its bytes.</remarks>
public sealed class EncoderEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>, IEmbeddingGenerator<DataContent, Embedding<float>>
{
    /// <summary>The provider's name in the metadata.</summary>
    public const string ProviderName = "autodidact";

    private readonly Encoder _encoder;
    private readonly bool _ownsEncoder;
    private readonly GeneratorThread _thread;
    private int _disposed;

    /// <param name="encoder">The encoder; while the generator is there its network is in evaluation and must not learn.</param>
    /// <param name="modelId">What to call it; null for method, network and the beginning of its <see cref="Encoder.Fingerprint"/>.</param>
    /// <param name="threads">Threads that compute; null for one a core.</param>
    /// <param name="ownsEncoder">Whether the encoder goes with the generator.</param>
    public EncoderEmbeddingGenerator(Encoder encoder, string? modelId = null, int? threads = null, bool ownsEncoder = false)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        if (threads is int count) ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(threads));
        (_encoder, _ownsEncoder) = (encoder, ownsEncoder);
        Metadata = new(ProviderName, null, modelId ?? NameOf(encoder), encoder.FeatureSize);
        _thread = new(encoder, threads ?? World.Current.Cores);
    }

    /// <summary>Provider, model and dimensions.</summary>
    public EmbeddingGeneratorMetadata Metadata { get; }

    /// <summary>A generator over the encoder of a run, or of a folder with an encoder.</summary>
    /// <param name="folder">The run's folder, or the encoder's.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="pooling">What its features are made of; null for what the encoder says.</param>
    /// <exception cref="FileNotFoundException">There is no encoder.</exception>
    /// <exception cref="Configuration.ConfigurationException">Its description is damaged.</exception>
    /// <exception cref="InvalidDataException">Its weights are damaged.</exception>
    public static EncoderEmbeddingGenerator Open(string folder, Device device = default, Pooling? pooling = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string encoder = RunFolder.IsRun(folder) ? RunFolder.Open(folder).Encoder : folder;
        return new(Encoder.Load(encoder, device, pooling), ownsEncoder: true);
    }

    /// <summary>Embeddings of texts, in their order. What is longer than the encoder reads is cut off; <c>Usage</c> counts the tokens that are read.</summary>
    /// <exception cref="NotSupportedException">The encoder reads pictures, or the options ask for another model or size.</exception>
    /// <exception cref="ArgumentException">A text is empty.</exception>
    /// <exception cref="OperationCanceledException">The token ended the waiting.</exception>
    /// <exception cref="ObjectDisposedException">The generator is disposed.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        Require(options);
        if (_encoder.Preprocessing is not TextPreprocessing)
            throw new NotSupportedException($"The encoder {Metadata.DefaultModelId} reads {_encoder.Preprocessing.Name}s, and a string is none: ask with DataContent that holds a picture's file.");
        string[] texts = [.. values];
        return await TextsAsync(texts, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Embeddings of pictures' files (JPEG, PNG, WebP, BMP, TIFF: media types <c>image/*</c>), or of texts as UTF-8 (<c>text/*</c>), in their order.</summary>
    /// <exception cref="NotSupportedException">The encoder reads another kind, or the options ask for another model or size.</exception>
    /// <exception cref="DataException">A picture is broken, or too large.</exception>
    /// <exception cref="ArgumentException">A text is empty or no UTF-8.</exception>
    /// <exception cref="OperationCanceledException">The token ended the waiting.</exception>
    /// <exception cref="ObjectDisposedException">The generator is disposed.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<DataContent> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        Require(options);
        DataContent[] contents = [.. values];
        string wanted = _encoder.Preprocessing is TextPreprocessing ? "text" : _encoder.Preprocessing.Name;
        for (int i = 0; i < contents.Length; i++)
        {
            if (contents[i] is null) throw new ArgumentException($"Sample {i} of {contents.Length} is missing.", nameof(values));
            if (!contents[i].HasTopLevelMediaType(wanted))
                throw new NotSupportedException($"Sample {i} of {contents.Length} is {contents[i].MediaType}; the encoder {Metadata.DefaultModelId} reads {wanted}/*.");
        }
        if (_encoder.Preprocessing is TextPreprocessing) return await TextsAsync([.. contents.Select(Text)], cancellationToken).ConfigureAwait(false);
        float[][] rows = await AskAsync(new([], [.. contents.Select(content => content.Data)], cancellationToken), contents.Length).ConfigureAwait(false);
        return Generated(rows, new() { AdditionalCounts = new() { ["pictures"] = rows.Length } });
    }

    /// <summary>The generator, its <see cref="EmbeddingGeneratorMetadata"/>, or its <see cref="Encoder"/>; null for what it does not have.</summary>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;
        return new object[] { this, Metadata, _encoder }.FirstOrDefault(serviceType.IsInstanceOfType);
    }

    /// <summary>Answers what was asked before, then ends.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _thread.Dispose();
        if (_ownsEncoder) _encoder.Dispose();
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> TextsAsync(string[] texts, CancellationToken cancel)
    {
        int empty = Array.FindIndex(texts, string.IsNullOrWhiteSpace);
        if (empty >= 0) throw new ArgumentException($"Text {empty} of {texts.Length} is empty.", nameof(texts));
        float[][] rows = await AskAsync(new(texts, [], cancel), texts.Length).ConfigureAwait(false);
        TextPreprocessing reading = (TextPreprocessing)_encoder.Preprocessing;
        long tokens = texts.Sum(text => (long)Math.Min(reading.Length, reading.Cutter.Encode(text, readSpecial: false).Count));
        return Generated(rows, new() { InputTokenCount = tokens, TotalTokenCount = tokens });
    }

    private async Task<float[][]> AskAsync(EmbeddingRequest request, int count)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (count == 0) return [];
        _thread.Ask(request);
        return await request.Answer.ConfigureAwait(false);
    }

    private GeneratedEmbeddings<Embedding<float>> Generated(float[][] rows, UsageDetails usage)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return new(rows.Select(row => new Embedding<float>(row) { CreatedAt = now, ModelId = Metadata.DefaultModelId })) { Usage = usage };
    }

    private void Require(EmbeddingGenerationOptions? options)
    {
        if (options?.Dimensions is int dimensions && dimensions != Metadata.DefaultModelDimensions)
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"Embeddings of {dimensions} numbers were asked for; the encoder {Metadata.DefaultModelId} gives {Metadata.DefaultModelDimensions}."));
        if (options?.ModelId is string model && model != Metadata.DefaultModelId)
            throw new NotSupportedException($"The model '{model}' was asked for; this generator has {Metadata.DefaultModelId}.");
    }

    private static string Text(DataContent content, int index)
    {
        try
        {
            return new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content.Data.Span);
        }
        catch (System.Text.DecoderFallbackException error)
        {
            throw new ArgumentException($"Text {index} is no UTF-8.", nameof(content), error);
        }
    }

    private static string NameOf(Encoder encoder)
    {
        string method = encoder.Description.Provenance.Method;
        return $"{(method.Length == 0 ? "" : method + "-")}{encoder.Description.Backbone.Name}-{encoder.Fingerprint()[..8]}";
    }
}
