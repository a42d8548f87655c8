using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Views;
using Autodidact.Methods;
using Autodidact.Models;

namespace Autodidact.Training;

/// <summary>Whether options fit the data that a run learns from.</summary>
internal static class SourceChecks
{
    // With one class there is nothing to tell apart.
    private const int FewestClasses = 2;

    /// <summary>Everything that does not fit.</summary>
    /// <param name="options">The run's options.</param>
    /// <param name="isSound">Whether nothing else is wrong with them: views are made of settings that are right.</param>
    /// <param name="source">What it learns from.</param>
    /// <param name="observers">Who will watch; null where nobody knows yet.</param>
    /// <param name="isComplete">Whether the run has what it builds on already.</param>
    public static IEnumerable<ConfigurationMistake> Mistakes(PretrainOptions options, bool isSound, DataSource source, IReadOnlyList<TrainingObserver>? observers, bool isComplete)
    {
        if (options.Method.ReadsLabels && source.Classes is null)
            yield return new("method", options.Method.Name, $"learns from labels, and {source.Name} has none");
        else if (options.Method.ReadsLabels && source.Classes!.Count < FewestClasses)
            yield return new("method", options.Method.Name, $"learns from labels of at least {FewestClasses} classes, and {source.Name} has {source.Classes.Count}; put the pictures into one folder a class, or choose a method without labels");
        PretrainOptions fitted = source is ImageSource ? options.FitTo(source.Count) : options;
        if (source is ImageSource && source.Count < 2)
            yield return new("data", options.Data, $"holds {source.Count} picture, and a step takes two at least; name a folder with more of them");
        else if (source is ImageSource && source.Count < fitted.Batch)
            yield return new("batch", $"{options.Batch}", $"must be at most {source.Count}, the number of pictures in {source.Name}");
        foreach (ConfigurationMistake mistake in fitted.Batch == options.Batch ? [] : fitted.BatchMistakes())
            yield return mistake;
        foreach (ConfigurationMistake mistake in isSound && source is ImageSource images ? OfViews(options, images, isComplete) : [])
            yield return mistake;
        if (observers is not null && options.Keep == CheckpointPolicy.Best && OfScore(options, source, observers) is { } score)
            yield return score;
    }

    private static IReadOnlyList<ConfigurationMistake> OfViews(PretrainOptions options, ImageSource source, bool isComplete)
    {
        try
        {
            int size = options.Views.Size ?? options.Views.SizeFor(source.FirstReadable());
            BackboneOptions backbone = options.Method.Suited(options.Backbone).Resolve(size);
            ImageMethodOptions method = (ImageMethodOptions)options.Method;
            IReadOnlyList<ViewPlan> plans = method.PlansFor(size, options.Views);
            return [.. plans.Select(plan => plan.Size).Distinct().Select(backbone.SizeProblem).OfType<ConfigurationMistake>().Take(1), .. isComplete ? [] : method.Missing(backbone, plans[0])];
        }
        catch (ConfigurationException wrong)
        {
            return wrong.Mistakes;
        }
        catch (DataException)
        {
            return [];      // no picture can be read, which is not a matter of settings: the run says so
        }
    }

    private static ConfigurationMistake? OfScore(PretrainOptions options, DataSource source, IReadOnlyList<TrainingObserver> observers)
    {
        string[] figures = [.. observers.SelectMany(observer => observer.FiguresOn(source)).Distinct()];
        return figures.Contains(options.KeepBy) ? null : new("keep_by", options.KeepBy, "is measured by nobody in this run"
            + (figures.Length > 0 ? $"; measured are {string.Join(", ", figures)}" : "; knn_every = 0 measures nothing, and knn_accuracy needs labels"), Spelling.Nearest(options.KeepBy, figures));
    }
}
