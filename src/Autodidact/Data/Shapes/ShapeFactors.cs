namespace Autodidact.Data.Shapes;

/// <summary>Everything that makes up a generated picture, so that it can be asked what an encoder knows.</summary>
/// <param name="Shape">The class.</param>
/// <param name="Colour">Colour of the shape.</param>
/// <param name="Texture">How the shape is painted.</param>
/// <param name="Size">Radius of the shape's circle, as a fraction of half the picture's side: 0.5 to 0.85.</param>
/// <param name="X">Horizontal place of the centre, -1 (left edge) to 1 (right edge).</param>
/// <param name="Y">Vertical place of the centre, -1 (top edge) to 1 (bottom edge).</param>
/// <param name="Rotation">Degrees, clockwise, -25 to 25.</param>
/// <param name="Background">What lies behind.</param>
/// <param name="BackgroundColour">Its colour, never the shape's.</param>
public sealed record ShapeFactors(
    ShapeKind Shape, ShapeColour Colour, ShapeTexture Texture, double Size, double X, double Y, double Rotation,
    BackgroundPattern Background, ShapeColour BackgroundColour)
{
    /// <summary>Largest rotation either way, in degrees.</summary>
    public const double LargestRotation = 25;

    /// <summary>Smallest and largest <see cref="Size"/>.</summary>
    public const double SmallestSize = 0.5, LargestSize = 0.85;

    /// <summary>The picture in words: "a large striped red star at the top left, tilted right, on a cloudy blue background".</summary>
    public string Caption =>
        $"a {SizeWord} {Word(Texture)} {Word(Colour)} {Word(Shape)} {PositionWords}{TiltWords}, on a {Word(Background)} {Word(BackgroundColour)} background";

    private string SizeWord => Size switch { < 0.62 => "small", < 0.74 => "medium", _ => "large" };

    private string TiltWords => Rotation switch { < -10 => ", tilted left", > 10 => ", tilted right", _ => "" };

    private string PositionWords
    {
        get
        {
            string vertical = Y switch { < -0.12 => "top", > 0.12 => "bottom", _ => "" };
            string horizontal = X switch { < -0.12 => "left", > 0.12 => "right", _ => "" };
            string place = $"{vertical} {horizontal}".Trim();
            return place.Length == 0 ? "in the middle" : $"at the {place}";
        }
    }

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>The shapes of a cue's classes, in their order: full ones, in which textures can be seen.</summary>
    internal static IReadOnlyList<ShapeKind> OfCues { get; } = [ShapeKind.Circle, ShapeKind.Square, ShapeKind.Triangle, ShapeKind.Star, ShapeKind.Heart];

    /// <summary>The texture that a cue's class is paired with: seeds turn the pairing.</summary>
    internal static ShapeTexture Paired(ulong seed, int shape) => (ShapeTexture)(((ulong)shape + (seed % (ulong)OfCues.Count)) % (ulong)OfCues.Count);

    /// <summary>Draws the factors of one picture: a function of (seed, split, index) and the cue alone.</summary>
    internal static ShapeFactors Draw(ulong seed, Split split, int index, ShapeCue cue)
    {
        ShapeFactors free = Draw(seed, split, index);
        if (cue == ShapeCue.None) return free;
        int shape = index % OfCues.Count;
        ShapeRandom random = new(seed, split, index, purpose: 3);
        return free with
        {
            Shape = OfCues[shape],
            Texture = cue switch
            {
                ShapeCue.Paired => Paired(seed, shape),
                ShapeCue.Conflict => Paired(seed, (shape + 1 + random.Below(OfCues.Count - 1)) % OfCues.Count),
                _ => free.Texture,
            },
        };
    }

    private static ShapeFactors Draw(ulong seed, Split split, int index)
    {
        ShapeRandom random = new(seed, split, index, purpose: 1);
        ShapeColour colour = random.Pick<ShapeColour>();
        int colours = Enum.GetValues<ShapeColour>().Length;
        ShapeTexture texture = random.Pick<ShapeTexture>();
        double size = random.Between(SmallestSize, LargestSize);
        // The shape may stand out of the picture by a seventh of its half side.
        double reach = 1.15 - size;
        return new ShapeFactors(
            // Shapes take turns, so that any run of ten pictures has all of them.
            (ShapeKind)(index % Enum.GetValues<ShapeKind>().Length), colour, texture, size,
            random.Between(-reach, reach), random.Between(-reach, reach), random.Between(-LargestRotation, LargestRotation),
            random.Pick<BackgroundPattern>(), (ShapeColour)(((int)colour + 1 + random.Below(colours - 1)) % colours));
    }
}
