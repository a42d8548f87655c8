namespace Autodidact.Evaluation.Charts;

/// <summary>Colours from dark to light: Matplotlib's viridis at five even places. Lightness rises all the way, so that it reads in grey and for the colour-blind.</summary>
internal static class ColourRamp
{
    private static readonly (double R, double G, double B)[] s_places = [(68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (253, 231, 37)];

    /// <summary>The colour of a share, 0 (dark) to 1 (light), each part 0 to 255.</summary>
    public static (double R, double G, double B) At(double share)
    {
        double place = Math.Clamp(share, 0, 1) * (s_places.Length - 1);
        int below = Math.Min((int)place, s_places.Length - 2);
        (double R, double G, double B) a = s_places[below], b = s_places[below + 1];
        double part = place - below;
        return (a.R + (part * (b.R - a.R)), a.G + (part * (b.G - a.G)), a.B + (part * (b.B - a.B)));
    }
}
