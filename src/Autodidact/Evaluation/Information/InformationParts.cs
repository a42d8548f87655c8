using Autodidact.Data;
using Autodidact.Data.Views;

namespace Autodidact.Evaluation.Information;

/// <summary>Pictures to fit critics on and other pictures to measure on. No label is read.</summary>
public sealed class InformationParts
{
    private InformationParts(ImageSource fitted, ImageSource measured, IReadOnlyList<string> notes) => (Fitted, Measured, Notes) = (fitted, measured, notes);

    /// <summary>To fit critics on.</summary>
    public ImageSource Fitted { get; }

    /// <summary>To measure on.</summary>
    public ImageSource Measured { get; }

    /// <summary>How the parts came about.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Training and test part of a source; where it has no test part, two halves of it, drawn at random.</summary>
    /// <param name="specification">As <see cref="DataSources.Open"/> takes it.</param>
    /// <param name="limit">Most pictures of each.</param>
    /// <param name="seed">Decides which.</param>
    /// <exception cref="DataException">There is no such source, or it has fewer than two pictures.</exception>
    public static InformationParts Open(string specification, int limit = int.MaxValue, ulong seed = 0)
    {
        ImageSource whole = DataSources.Open(specification, Split.Train);
        if (whole.Splits.Contains(Split.Test))
            return new(Drawn(whole, 0, limit), Drawn(DataSources.Open(specification, Split.Test), 0, limit), []);
        int half = whole.Count / 2;
        if (half < 1) throw new DataException($"{whole.Name} holds {whole.Count} picture; one to fit on and another to measure on are needed.");
        return new(
            Drawn(whole, half, Math.Min(limit, whole.Count - half)), Drawn(whole, 0, Math.Min(limit, half)),
            [$"{whole.Name} has no test part: half of the pictures, drawn with seed {seed}, were held out to measure on; an encoder that was pretrained on these data has seen them"]);

        ImageSource Drawn(ImageSource source, int skip, int most)
        {
            int[] order = [.. Enumerable.Range(0, source.Count)];
            new Draws(new DrawKey(seed, 0, 0, 0), DrawPurpose.Order).Shuffle(order.AsSpan());
            return new SelectedSource(source, order.Skip(skip).Take(most), source.Name);
        }
    }
}
