using System.Runtime.InteropServices;

namespace Autodidact.Data;

/// <summary>Pictures of which each has a mask: a grey picture of the same size, or of the same shape, that says of every pixel what it shows.</summary>
public sealed class MaskedSource : ImageSource
{
    private readonly ImageSource _pictures, _masks;
    private readonly (int Picture, int Mask)[] _pairs;

    /// <param name="kind">The name of the kind.</param>
    /// <param name="name">What to call the source.</param>
    /// <param name="pictures">Holds the pictures.</param>
    /// <param name="masks">Holds the masks; may be the same source.</param>
    /// <param name="pairs">Which picture goes with which mask, at least one pair.</param>
    /// <param name="notes">What was left out.</param>
    internal MaskedSource(string kind, string name, ImageSource pictures, ImageSource masks, (int Picture, int Mask)[] pairs, IReadOnlyList<string> notes) =>
        (Kind, Name, _pictures, _masks, _pairs, Notes) = (kind, name, pictures, masks, pairs, notes);

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Kind { get; }

    /// <inheritdoc/>
    public override int Count => _pairs.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<Split> Splits => [Split.Train, Split.Test];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes { get; }

    /// <inheritdoc/>
    public override Image Read(int index) => _pictures.Read(_pairs[index].Picture);

    /// <summary>The mask of picture <paramref name="index"/>, grey.</summary>
    /// <exception cref="BadSampleException">It is broken, or coloured, or of another shape than the picture, or the picture is broken.</exception>
    public Image Mask(int index)
    {
        string id = _masks.Id(_pairs[index].Mask);
        (Image picture, Image mask) = (Read(index), _masks.Read(_pairs[index].Mask));
        // A smaller or larger mask is the picture's as long as rounding of its sides explains the difference; another one would be laid over the wrong pixels.
        long apart = Math.Abs(((long)picture.Width * mask.Height) - ((long)picture.Height * mask.Width));
        if (apart > Math.Max(Math.Max(picture.Width, picture.Height), Math.Max(mask.Width, mask.Height)))
            throw new BadSampleException(id, $"it is a mask of {mask.Width} x {mask.Height} pixels for a picture of {picture.Width} x {picture.Height}; allowed: the picture's size, or its shape in another size");
        if (mask.Channels == 3)
        {
            byte[] grey = new byte[mask.Width * mask.Height];
            for (int i = 0; i < grey.Length; i++)
            {
                ReadOnlySpan<byte> pixel = mask.Pixels.Slice(3 * i, 3);
                if (pixel[0] != pixel[1] || pixel[0] != pixel[2]) throw new BadSampleException(id, "it is a coloured mask; allowed: grey values, one for each class");
                grey[i] = pixel[0];
            }

            mask = new Image(mask.Width, mask.Height, 1, grey);
        }

        return mask;
    }

    /// <inheritdoc/>
    public override string Id(int index) => _pictures.Id(_pairs[index].Picture);

    /// <inheritdoc/>
    protected override string ContentHash() => Hash(hash =>
    {
        hash.AppendData(MemoryMarshal.AsBytes($"{_pictures.Fingerprint} {_masks.Fingerprint}".AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(_pairs.AsSpan()));
    });
}
