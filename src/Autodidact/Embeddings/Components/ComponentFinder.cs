using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Evaluation;
using Autodidact.Models;

namespace Autodidact.Embeddings.Components;

/// <summary>Finds independent components of the features that an encoder makes of samples, and the samples with the most of each.</summary>
public static class ComponentFinder
{
    /// <summary>Finds the components of a source.</summary>
    /// <param name="encoder">The encoder; it is not changed.</param>
    /// <param name="source">The samples; their features lie in memory.</param>
    /// <param name="options">Null for the defaults; <see cref="IcaOptions.Split"/> and <see cref="IcaOptions.Limit"/> are for who opens the source.</param>
    /// <param name="progress">Told how far it is, on the thread that computes.</param>
    /// <param name="cancel">Ends the work early.</param>
    /// <exception cref="ConfigurationException">The options are wrong.</exception>
    /// <exception cref="DataException">The samples cannot be read, or their features are all the same.</exception>
    public static Task<IcaResult> RunAsync(Encoder encoder, DataSource source, IcaOptions? options = null, IProgress<EvaluationProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(source);
        IcaOptions checkedOptions = options ?? new();
        OptionsChecker.ThrowIfWrong(checkedOptions);
        // Thread counts and scopes of the engine belong to a thread; a pool thread would carry them into the work of others.
        return Task.Factory.StartNew(() => Run(encoder, source, checkedOptions, progress, cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static IcaResult Run(Encoder encoder, DataSource source, IcaOptions options, IProgress<EvaluationProgress>? progress, CancellationToken cancel)
    {
        TorchRuntime.Threads = options.Threads ?? World.Current.Cores;
        FeatureTable features = FeatureTable.Read(encoder, source, options.Batch, progress, cancel);
        progress?.Report(new("components", 0, 0));
        int varying = FastIca.Directions(features.Values, features.Dimension, options.Components), components = Math.Min(options.Components, varying);
        if (components == 0) throw new DataException($"The features of {source.Name} are all the same; nothing in them can be told apart.");
        FastIca ica = FastIca.Fit(features.Values, features.Dimension, new() { Components = components, Contrast = options.Contrast, Steps = options.Steps, Seed = options.Seed },
            step => progress?.Report(new("steps", step, options.Steps)), cancel);
        return new()
        {
            Data = source.Name,
            Count = features.Samples.Length,
            Components = [.. ica.Figures.Select((figures, component) => new IcaComponent(component, figures.Kurtosis, figures.Skewness, figures.Negentropy, Typical(component)))],
            Steps = ica.Steps,
            Converged = ica.HasConverged,
            Notes =
            [
                .. components < options.Components ? [$"the features vary in {components} directions; so many components were looked for, not {options.Components}"] : Array.Empty<string>(),
                .. ica.HasConverged ? Array.Empty<string>() : [$"the directions still turned after {ica.Steps} steps; more of them (--set steps=N), fewer components or more samples may help"],
            ],
            Broken = features.Broken,
            Activations = ica.Sources,
            Source = source,
            Samples = features.Samples,
        };

        ActiveSample[] Typical(int component) =>
        [
            .. Enumerable.Range(0, features.Samples.Length).OrderByDescending(row => ica.Sources[(row * components) + component]).Take(options.Typical).Select(row =>
                new ActiveSample(source.Id(features.Samples[row]), ica.Sources[(row * components) + component], FeatureTable.ClassOf(source, features.Samples[row]), features.Samples[row])),
        ];
    }
}
