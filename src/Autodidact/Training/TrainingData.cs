using Autodidact.Configuration;
using Autodidact.Data;

namespace Autodidact.Training;

/// <summary>What a run learns from, and all in a run that depends on its kind.</summary>
internal abstract class TrainingData
{
    /// <summary>The source as it was opened.</summary>
    public abstract DataSource Source { get; }

    /// <summary>Samples of a pass: as many as the source has, unless they are cut and put together for the method.</summary>
    public abstract int Count { get; }

    /// <summary>The data that options name, which fit their method.</summary>
    /// <param name="options">Checked.</param>
    /// <param name="source">Opened.</param>
    /// <exception cref="DataException">Not one sample can be read.</exception>
    public static TrainingData Of(PretrainOptions options, DataSource source) => source is ImageSource images ? new ImageTraining(images) : new TextTraining(options, (Data.Text.TextSource)source);

    /// <summary>These options with every choice made that was left to the program: what the run's recipe says.</summary>
    public abstract PretrainOptions Resolve(PretrainOptions options);

    /// <summary>Builds the parts of a run, has somebody use them, and takes them apart.</summary>
    /// <param name="options">Resolved.</param>
    /// <param name="user">Who.</param>
    public abstract TResult Use<TResult>(PretrainOptions options, IPartsUser<TResult> user);
}
