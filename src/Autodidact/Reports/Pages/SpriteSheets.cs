using Autodidact.Data;
using Autodidact.Engine.Images;
using Autodidact.Evaluation;

namespace Autodidact.Reports.Pages;

/// <summary>
/// Small pictures of many samples, packed in few files: a map of 20,000 points holds a picture of each and stays a file that opens at
/// once, since a sheet is decoded only when one of its pictures is looked at.
/// </summary>
internal sealed record SpriteSheets(int Tile, int Columns, int Rows, IReadOnlyList<ReadOnlyMemory<byte>> Sheets)
{
    private const int Quality = 68, SheetColumns = 16;

    // Paper that shows on light and dark pages alike, around pictures that are not square.
    private const byte Ground = 128;

    /// <summary>Packs the pictures of a source.</summary>
    /// <param name="source">The pictures; one that is broken is an even tile.</param>
    /// <param name="cancel">Ends the work.</param>
    public static SpriteSheets Of(ImageSource source, CancellationToken cancel)
    {
        // Multiples of the 16 pixels that JPEG codes at once, so that neighbours do not shine through.
        int tile = source.Count switch { <= 1_000 => 64, <= 4_000 => 48, _ => 32 }, perSheet = SheetColumns * SheetColumns;
        ReadOnlyMemory<byte>[] sheets = new ReadOnlyMemory<byte>[(source.Count + perSheet - 1) / perSheet];
        SharedWork.Over(sheets.Length, Pack, cancel);
        return new SpriteSheets(tile, SheetColumns, SheetColumns, sheets);

        void Pack(int sheet)
        {
            int first = sheet * perSheet, end = Math.Min(source.Count, first + perSheet), side = SheetColumns * tile;
            byte[] pixels = new byte[3 * side * side];
            Array.Fill(pixels, Ground);
            for (int i = first; i < end; i++)
            {
                cancel.ThrowIfCancellationRequested();
                Put(pixels, source, i, i - first, tile);
            }
            sheets[sheet] = ImageCodec.Encode(pixels, side, side, 3, ImageFormat.Jpeg, Quality);
        }
    }

    private static void Put(byte[] sheet, ImageSource source, int index, int place, int tile)
    {
        Image picture;
        try
        {
            picture = source.Read(index).ToRgb();
        }
        catch (BadSampleException)
        {
            return;
        }
        double scale = tile / (double)Math.Max(picture.Width, picture.Height);
        (int width, int height) = (Math.Clamp((int)Math.Round(scale * picture.Width), 1, tile), Math.Clamp((int)Math.Round(scale * picture.Height), 1, tile));
        byte[] small = ImageCodec.Resize(picture.Pixels, picture.Width, picture.Height, 3, width, height);
        int left = (place % SheetColumns * tile) + ((tile - width) / 2), top = (place / SheetColumns * tile) + ((tile - height) / 2);
        for (int y = 0; y < height; y++)
            small.AsSpan(3 * y * width, 3 * width).CopyTo(sheet.AsSpan(3 * (((top + y) * SheetColumns * tile) + left)));
    }
}
