using Autodidact.Data;
using Autodidact.Data.Views;
using Autodidact.Embeddings.Indexes;
using Autodidact.Engine.Images;

namespace Autodidact.Reports.Search;

/// <summary>Pictures and those nearest to them in rows.</summary>
internal static class NeighbourSheet
{
    public static Image Render(VectorIndex index, IReadOnlyList<SampleNeighbours> samples, int size)
    {
        if (index.Information.Sources.FirstOrDefault(source => source.Modality != Modality.Image) is { } other)
            throw new DataException($"{other.Data} holds no pictures, and a sheet is made of pictures; write a page (.html).");
        ImageSource[] sources = [.. index.Information.Sources.Select(source => DataSources.Open(source.Data, source.Split))];
        PictureSheet sheet = new(samples.Count, 1 + samples.Max(sample => sample.Nearest.Count), size);
        for (int row = 0; row < samples.Count; row++)
        {
            Put(samples[row].Id, row, 0);
            for (int i = 0; i < samples[row].Nearest.Count; i++) Put(samples[row].Nearest[i].Id, row, i + 1);
        }
        return sheet.Image;

        void Put(string id, int row, int column)
        {
            // Where the data are others by now, an empty place is less wrong than another picture.
            if (index.PlaceOf(id) is not (int number, int place) || place >= sources[number].Count || sources[number].Id(place) != id) return;
            Image picture = sources[number].Read(place).ToRgb();
            int side = Math.Min(picture.Width, picture.Height), left = (picture.Width - side) / 2, top = (picture.Height - side) / 2;
            byte[] middle = new byte[3 * side * side];
            for (int y = 0; y < side; y++) picture.Pixels.Slice(3 * (((top + y) * picture.Width) + left), 3 * side).CopyTo(middle.AsSpan(3 * y * side));
            sheet.Put(row, column, side == size ? middle : ImageCodec.Resize(middle, side, side, 3, size, size));
        }
    }
}
