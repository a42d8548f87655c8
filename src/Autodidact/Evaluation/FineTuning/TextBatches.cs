using Autodidact.Data.Loading;
using Autodidact.Data.Text;
using Autodidact.Models;

namespace Autodidact.Evaluation.FineTuning;

/// <summary>Batches of labelled texts. They are cut into tokens as they come, which takes little beside a network.</summary>
/// <param name="texts">Those of a pass, in its order.</param>
/// <param name="preprocessing">Cuts them.</param>
/// <param name="loader">Batch, seed, device and limits.</param>
/// <param name="steps">Batches in a pass.</param>
/// <param name="shuffled">Whether batches come in a random order, as for training.</param>
internal sealed class TextBatches(Func<int, TextSource> texts, TextPreprocessing preprocessing, LoaderOptions loader, int steps, bool shuffled) : LabelledBatches
{
    private readonly HashSet<string> _known = [];
    private readonly List<BadSample> _skipped = [];

    public override int StepsPerEpoch => steps;

    public override TimeSpan Waited => TimeSpan.Zero;

    public override IReadOnlyList<BadSample> Skipped => _skipped;

    public override IEnumerable<LabelledBatch> Epoch(int epoch, CancellationToken cancel)
    {
        TextSource source = texts(epoch);
        IInputs inputs = shuffled ? preprocessing.Shuffled(source, loader, new(loader.Seed, epoch, 0, 0)) : preprocessing.Inputs(source, loader);
        foreach (IInputBatch batch in inputs.Batches(cancel))
            yield return new TextBatch(batch, [.. batch.Samples.Select(sample => (long)source.Label(sample)!.Value)], loader.Device);
        // A pass counts each broken text; those of an earlier one have other numbers, and the same names.
        _skipped.AddRange(inputs.Skipped.Where(bad => _known.Add(bad.Id)));
    }
}
