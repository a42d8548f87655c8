using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Serialization;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Evaluation;

/// <summary>
/// Features that an evaluation read, in a folder <c>features</c> of the run, so that the next one need not read them: one safetensors file for each encoder, preprocessing, data and program they depend on.
/// It only saves time: what is damaged or does not fit is read anew, and a folder that may not be written keeps nothing.
/// </summary>
public sealed class FeatureCache
{
    /// <summary>The folder's name in a run's.</summary>
    public const string FolderName = "features";

    private const string Values = "features", Samples = "samples", KeyNote = "key", SkippedNote = "skipped";

    private readonly string _folder, _weights;
    private readonly long _mostBytes;
    private readonly Action<string>? _note;
    private bool _saidLost;

    private FeatureCache(string folder, string weights, long mostBytes, Action<string>? note) => (_folder, _weights, _mostBytes, _note) = (folder, weights, mostBytes, note);

    /// <summary>That of a run; null where it has no encoder, or nothing may be kept.</summary>
    /// <param name="run">The run.</param>
    /// <param name="weights">SHA-256 of its encoder's weights.</param>
    /// <param name="mostBytes">Most bytes of all files together; those that were not used for the longest time go first. A file of more than half of it is not kept.</param>
    /// <param name="note">Told what a person should know, such as that a file is damaged.</param>
    public static FeatureCache? Of(RunFolder run, string? weights, long mostBytes, Action<string>? note = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        return weights is null || mostBytes <= 0 ? null : new(Path.Combine(run.FullPath, FolderName), weights, mostBytes, note);
    }

    /// <summary>All that features of a source depend on, as a text.</summary>
    /// <param name="origin">Whose features: one of the names of <see cref="FeatureOrigin"/>.</param>
    /// <param name="encoder">The run's encoder, or the network that stands beside it.</param>
    /// <param name="source">The samples.</param>
    /// <param name="options">How they are measured.</param>
    internal string KeyOf(string origin, Encoder encoder, DataSource source, EvaluationOptions options)
    {
        string from = origin switch
        {
            FeatureOrigin.Encoder => _weights,
            FeatureOrigin.RandomInitialization => $"seed {options.Seed}",
            _ => $"size {options.RawInputSize}",
        };
        // Whatever of the program changes may change what a network makes of a sample.
        Guid[] program = [typeof(FeatureCache).Assembly.ManifestModule.ModuleVersionId, typeof(Tensor).Assembly.ManifestModule.ModuleVersionId];
        return string.Join('\n',
        [
            $"{origin} {from}", OptionsJson.Write(encoder.Description.Backbone), OptionsJson.Write(encoder.Preprocessing), (encoder.Preprocessing as TextPreprocessing)?.TokenizerFingerprint ?? "",
            $"{source.Fingerprint} {source.Count}", $"batch {options.Batch}", $"{encoder.Backbone.Parameters().First().Device}", string.Join(' ', program),
        ]);
    }

    /// <summary>Features that were kept under a key; null where there are none that can be used.</summary>
    /// <param name="key">As <see cref="KeyOf"/> gives it.</param>
    /// <param name="count">Samples of the source.</param>
    /// <param name="skipped">Its broken samples, as they were when the features were read.</param>
    internal FeatureBatch? Find(string key, int count, out IReadOnlyList<BadSample> skipped)
    {
        skipped = [];
        string path = PathOf(key);
        try
        {
            if (!File.Exists(path)) return null;
            FeatureBatch found = Read(path, key, count, out skipped);
            Touch(path);
            return found;
        }
        catch (InvalidDataException damaged)
        {
            _note?.Invoke($"{damaged.Message.TrimEnd('.')}; the features are read anew");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _note?.Invoke($"{path} cannot be read ({error.Message}); the features are read anew");
        }

        return null;
    }

    // Which features are the oldest is of no use to who may not remove them.
    private static void Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Keeps features, and removes the oldest until all fit.</summary>
    /// <param name="key">As <see cref="KeyOf"/> gives it.</param>
    /// <param name="features">The features.</param>
    /// <param name="skipped">The source's broken samples.</param>
    internal void Keep(string key, FeatureBatch features, IReadOnlyList<BadSample> skipped)
    {
        if ((long)features.Values.Length * sizeof(float) > _mostBytes / 2) return;
        try
        {
            Write(PathOf(key), key, features, skipped);
            Prune();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What hinders one hinders all.
            if (!_saidLost) _note?.Invoke($"The features are not kept in {_folder}: {error.Message}");
            _saidLost = true;
        }
    }

    /// <summary>Writes a file as <see cref="Read"/> reads it.</summary>
    internal static void Write(string path, string key, FeatureBatch features, IReadOnlyList<BadSample> skipped)
    {
        using TensorScope scope = new();
        Tensor values = Tensor.From(features.Values, features.Samples.Count, features.Dimension), samples = Tensor.From<long>([.. features.Samples.Select(sample => (long)sample)], features.Samples.Count);
        StateFile.Write(path, [new(Values, values), new(Samples, samples)], new Dictionary<string, string>
        {
            [KeyNote] = key,
            [SkippedNote] = JsonSerializer.Serialize([.. skipped], FeatureCacheJson.Default.BadSampleArray),
        });
    }

    /// <summary>Reads a file whole, and believes nothing of it that can be checked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">What its features must depend on.</param>
    /// <param name="count">Samples of the source.</param>
    /// <param name="skipped">The source's broken samples.</param>
    /// <exception cref="InvalidDataException">It is damaged, or not what was asked for.</exception>
    internal static FeatureBatch Read(string path, string key, int count, out IReadOnlyList<BadSample> skipped)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        file.Verify();
        if (file.Metadata.GetValueOrDefault(KeyNote) != key) throw Damaged("belongs to other features");
        if (!file.Contains(Values) || !file.Contains(Samples)) throw Damaged("has no features");
        (SafetensorsEntry values, SafetensorsEntry samples) = (file.Entry(Values), file.Entry(Samples));
        if (values is not { Type: ScalarType.Float32, Shape: [> 0 and <= int.MaxValue, > 0 and <= int.MaxValue] } || values.Length / sizeof(float) > Array.MaxLength
            || samples is not { Type: ScalarType.Int64, Shape: [_] } || samples.Shape[0] != values.Shape[0])
            throw Damaged("holds something else than features of samples");
        ReadOnlySpan<long> numbers = MemoryMarshal.Cast<byte, long>(file.Bytes(Samples));
        for (int row = 0; row < numbers.Length; row++)
        {
            if (numbers[row] < 0 || numbers[row] >= count || (row > 0 && numbers[row] <= numbers[row - 1])) throw Damaged($"has a row for sample {numbers[row]} of {count}");
        }

        skipped = SkippedOf(file.Metadata.GetValueOrDefault(SkippedNote) ?? "[]");
        return new(MemoryMarshal.Cast<byte, float>(file.Bytes(Values)).ToArray(), (int)values.Shape[1], [.. numbers.ToArray().Select(number => (int)number)]);

        IReadOnlyList<BadSample> SkippedOf(string text)
        {
            try
            {
                BadSample[] broken = JsonSerializer.Deserialize(text, FeatureCacheJson.Default.BadSampleArray) ?? [];
                return broken.All(sample => sample is { Id: not null, Reason: not null } && sample.Index >= 0 && sample.Index < count) ? broken : throw Damaged("names samples that are not there");
            }
            catch (JsonException error)
            {
                throw new InvalidDataException(Damaged("does not say which samples are broken").Message, error);
            }
        }

        InvalidDataException Damaged(string what) => new($"'{path}' {what}");
    }

    private string PathOf(string key) => Path.Combine(_folder, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)))[..32] + ".safetensors");

    private void Prune()
    {
        AtomicFile.RemoveLeftovers(_folder);
        long kept = 0;
        foreach (FileInfo file in new DirectoryInfo(_folder).GetFiles("*.safetensors").OrderByDescending(file => file.LastWriteTimeUtc))
        {
            if ((kept += file.Length) > _mostBytes) file.Delete();
        }
    }
}

/// <summary>Serialisation is generated at build time, which keeps start-up short.</summary>
[JsonSerializable(typeof(BadSample[]))]
internal sealed partial class FeatureCacheJson : JsonSerializerContext;
