using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Methods;

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
    /// <param name="tokenizer">What cuts texts; null for what the options say.</param>
    /// <param name="earlier">What the method builds on; null for what the options say.</param>
    /// <param name="told">Told how far it is with what takes long.</param>
    /// <param name="cancel">Ends what takes long.</param>
    /// <exception cref="ConfigurationException">What was said does not fit the data.</exception>
    /// <exception cref="DataException">Not one sample can be read.</exception>
    public static TrainingData Of(PretrainOptions options, DataSource source, Tokenizer? tokenizer = null, EarlierRun? earlier = null, Action<Preparation>? told = null, CancellationToken cancel = default) =>
        source is ImageSource images ? new ImageTraining(images, earlier) : new TextTraining(options, (TextSource)source, tokenizer, told, cancel);

    /// <summary>What cuts texts; null for other samples.</summary>
    public virtual Tokenizer? Tokenizer => null;

    /// <summary>What the method builds on, where that is settled; null for methods that build on nothing.</summary>
    public virtual EarlierRun? Earlier => null;

    /// <summary>These options with every choice made that was left to the program: what the run's recipe says.</summary>
    public abstract PretrainOptions Resolve(PretrainOptions options);

    /// <summary>Builds the parts of a run, has somebody use them, and takes them apart.</summary>
    /// <param name="options">Resolved.</param>
    /// <param name="user">Who.</param>
    public abstract TResult Use<TResult>(PretrainOptions options, IPartsUser<TResult> user);
}
