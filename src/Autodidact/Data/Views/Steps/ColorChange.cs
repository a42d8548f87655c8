using Autodidact.Data.Views.Operations;

namespace Autodidact.Data.Views.Steps;

/// <summary>One drawn colour jitter: four factors and the order in which they act.</summary>
/// <param name="Brightness">Factor for <see cref="ColorAdjustments.Brightness"/>.</param>
/// <param name="Contrast">Factor for <see cref="ColorAdjustments.Contrast"/>.</param>
/// <param name="Saturation">Factor for <see cref="ColorAdjustments.Saturation"/>.</param>
/// <param name="Hue">Turn for <see cref="ColorAdjustments.Hue"/>.</param>
/// <param name="First">What acts first: 0 brightness, 1 contrast, 2 saturation, 3 hue.</param>
/// <param name="Second">What acts second.</param>
/// <param name="Third">What acts third.</param>
/// <param name="Fourth">What acts last.</param>
public readonly record struct ColorChange(float Brightness, float Contrast, float Saturation, float Hue, byte First, byte Second, byte Third, byte Fourth)
{
    /// <summary>Changes <paramref name="planes"/> in place.</summary>
    public void Apply(Planes planes)
    {
        foreach (byte operation in (ReadOnlySpan<byte>)[First, Second, Third, Fourth])
        {
            switch (operation)
            {
                case 0: if (Brightness != 1) ColorAdjustments.Brightness(planes, Brightness); break;
                case 1: if (Contrast != 1) ColorAdjustments.Contrast(planes, Contrast); break;
                case 2: if (Saturation != 1) ColorAdjustments.Saturation(planes, Saturation); break;
                default: if (Hue != 0) ColorAdjustments.Hue(planes, Hue); break;
            }
        }
    }
}
