namespace Autodidact.Data.Views.Operations;

/// <summary>Crops and turns of a view in the making; what pictures as they come from a source need is in <see cref="Resampler"/> and <see cref="ImageGeometry"/>.</summary>
public static class PlaneGeometry
{
    /// <summary>Turns counter-clockwise by quarters of a circle, in place.</summary>
    /// <param name="planes">As many rows as columns.</param>
    /// <param name="quarters">Any number of quarters.</param>
    /// <param name="scratch">Working memory.</param>
    public static void Rotate(Planes planes, int quarters, ViewScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(planes);
        ArgumentNullException.ThrowIfNull(scratch);
        int size = planes.Width, last = size - 1;
        if (planes.Height != size) throw new ArgumentException($"Only a square view can be turned in place; this one is {planes.Height} x {size}.", nameof(planes));
        if ((quarters &= 3) == 0) return;
        Span<float> copy = scratch.Row(planes.Count);
        for (int channel = 0; channel < 3; channel++)
        {
            Span<float> plane = planes.Plane(channel);
            plane.CopyTo(copy);
            if (quarters == 2)
            {
                plane.Reverse();
                continue;
            }

            for (int y = 0, to = 0; y < size; y++)
            {
                for (int x = 0; x < size; x++, to++)
                    plane[to] = quarters == 1 ? copy[(x * size) + last - y] : copy[((last - x) * size) + y];
            }
        }
    }

    /// <summary>Cuts <paramref name="crop"/> out and resizes it to the view's own size, bilinear with antialiasing, as <see cref="Resampler.ResizedCrop"/> does.</summary>
    /// <param name="planes">The view, changed in place.</param>
    /// <param name="crop">A part of it.</param>
    /// <param name="scratch">Working memory.</param>
    /// <param name="mirror">Whether left and right change places.</param>
    public static void ResizedCrop(Planes planes, Region crop, ViewScratch scratch, bool mirror = false)
    {
        ArgumentNullException.ThrowIfNull(planes);
        ArgumentNullException.ThrowIfNull(scratch);
        FilterTable rows = scratch.Rows, columns = scratch.Columns;
        rows.Build(crop.Height, planes.Height, 0, planes.Height, Interpolation.Bilinear, antialias: true, mirror: false, gain: 1);
        columns.Build(crop.Width, planes.Width, 0, planes.Width, Interpolation.Bilinear, antialias: true, mirror, gain: 1);
        Span<float> memory = scratch.Row((crop.Height + 1) * crop.Width), part = memory[crop.Width..], line = memory[..crop.Width];
        for (int channel = 0; channel < 3; channel++)
        {
            Span<float> plane = planes.Plane(channel);
            for (int y = 0; y < crop.Height; y++)
                plane.Slice(((crop.Top + y) * planes.Width) + crop.Left, crop.Width).CopyTo(part[(y * crop.Width)..]);
            for (int y = 0; y < planes.Height; y++)
            {
                line.Clear();
                for (int tap = 0; tap < rows.Taps; tap++) AddWeighted(part.Slice((rows.Starts[y] + tap) * crop.Width, crop.Width), rows.Weights[(y * rows.Taps) + tap], line);
                MergeColumns(line, columns, plane.Slice(y * planes.Width, planes.Width));
            }
        }
    }

    private static void AddWeighted(ReadOnlySpan<float> row, float weight, Span<float> sum)
    {
        for (int i = 0; i < sum.Length; i++) sum[i] = MathF.FusedMultiplyAdd(row[i], weight, sum[i]);
    }

    private static void MergeColumns(ReadOnlySpan<float> line, FilterTable columns, Span<float> target)
    {
        ReadOnlySpan<int> starts = columns.Starts;
        for (int x = 0; x < target.Length; x++)
        {
            ReadOnlySpan<float> weights = columns.Weights.Slice(x * columns.Taps, columns.Taps), source = line.Slice(starts[x], columns.Taps);
            float sum = 0;
            for (int tap = 0; tap < weights.Length; tap++) sum = MathF.FusedMultiplyAdd(source[tap], weights[tap], sum);
            target[x] = sum;
        }
    }
}
