using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Evaluation.Charts;
using Autodidact.Models;

namespace Autodidact.Embeddings.Detection;

/// <summary>Where in pictures parts are strange. Colours mean the same in all pictures: nothing is drawn over a part that is like most of the normal ones, half of the scale is the threshold.</summary>
public sealed class HeatMaps
{
    private const double Cover = 0.75;

    private readonly ImageSource _source;
    private readonly float[][] _maps;
    private readonly ViewPlan _plan;
    private readonly int _rows, _columns;
    private readonly double _usual, _threshold;

    /// <param name="source">The pictures.</param>
    /// <param name="maps">How strange each part of each is, row by row; empty for a picture that could not be read.</param>
    /// <param name="grid">Rows and columns of parts.</param>
    /// <param name="plan">How pictures were framed.</param>
    /// <param name="usual">How strange parts of normal pictures usually are.</param>
    /// <param name="threshold">Above it a part makes a picture strange.</param>
    internal HeatMaps(ImageSource source, float[][] maps, (int Rows, int Columns) grid, ViewPlan plan, double usual, double threshold) =>
        (_source, _maps, (_rows, _columns), _plan, _usual, _threshold) = (source, maps, grid, plan, usual, threshold);

    /// <summary>Rows and columns of parts of a picture.</summary>
    public (int Rows, int Columns) Grid => (_rows, _columns);

    /// <summary>How strange each part of a picture is, <c>[rows * columns]</c>; empty for one that could not be read.</summary>
    /// <param name="sample">Its number in the new data.</param>
    public IReadOnlyList<float> Of(int sample) => _maps[sample];

    /// <summary>A picture as the network sees it, and the same with its strange parts covered by colour, dark to light with the strangeness.</summary>
    /// <param name="sample">Its number in the new data.</param>
    /// <exception cref="BadSampleException">The picture cannot be read.</exception>
    public (Image Seen, Image Heat) Draw(int sample)
    {
        Image picture = _source.Read(sample);
        int size = _plan.Size;
        float[] view = new float[_plan.Length];
        _plan.Render(picture, new DrawKey(0, 0, sample, 0), view, new ViewScratch());
        byte[] seen = new byte[view.Length], heat = new byte[view.Length];
        float[] map = _maps[sample];
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                double share = map.Length == 0 ? 0 : Share(Between(map, y, x, size));
                (double r, double g, double b) = ColourRamp.At(share);
                for (int channel = 0; channel < 3; channel++)
                {
                    int at = (((y * size) + x) * 3) + channel;
                    double pixel = Math.Clamp(255 * ((view[at] * _plan.Normalization.Deviation[channel]) + _plan.Normalization.Mean[channel]), 0, 255);
                    double colour = channel == 0 ? r : channel == 1 ? g : b, cover = Cover * Math.Min(1, 2 * share);
                    seen[at] = (byte)Math.Round(pixel);
                    heat[at] = (byte)Math.Round(((1 - cover) * pixel) + (cover * colour));
                }
            }
        }
        return (new(size, size, 3, seen), new(size, size, 3, heat));
    }

    private double Share(double strangeness) => _threshold > _usual ? Math.Clamp((strangeness - _usual) / (_threshold - _usual) / 2, 0, 1) : 0;

    // Between the centres of parts, by straight lines.
    private double Between(float[] map, int y, int x, int size)
    {
        double row = Math.Clamp(((y + 0.5) * _rows / size) - 0.5, 0, _rows - 1), column = Math.Clamp(((x + 0.5) * _columns / size) - 0.5, 0, _columns - 1);
        int top = (int)row, left = (int)column, bottom = Math.Min(top + 1, _rows - 1), right = Math.Min(left + 1, _columns - 1);
        double down = row - top, across = column - left;
        double above = ((1 - across) * map[(top * _columns) + left]) + (across * map[(top * _columns) + right]);
        double below = ((1 - across) * map[(bottom * _columns) + left]) + (across * map[(bottom * _columns) + right]);
        return ((1 - down) * above) + (down * below);
    }
}
