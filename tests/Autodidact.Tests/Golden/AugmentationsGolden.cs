using Autodidact.Data;
using Autodidact.Data.Views;
using Autodidact.Data.Views.Operations;
using Autodidact.Data.Views.Steps;

namespace Autodidact.Tests.Golden;

/// <summary>
/// The operations behind views against torchvision. Views are float pictures, so <c>tensor_float_chw</c> is what is claimed,
/// within 1e-5; 8-bit results are held within one grey level after rounding (two where the reference itself cuts off twice),
/// and exactly for operations on 8-bit pictures.
/// </summary>
internal static class AugmentationsGolden
{
    private const string File = "augmentations", Float = "output/tensor_float_chw", Bytes = "output/tensor_uint8_chw", Pil = "output/pil_uint8_hwc";

    [GoldenCases(File, "resized_crop_*")]
    private static void ResizedCrop(GoldenCase golden)
    {
        ViewScratch scratch = new();
        double[] size = golden.Numbers("size");
        Region crop = new(golden.Integer("top"), golden.Integer("left"), golden.Integer("height"), golden.Integer("width"));
        Interpolation interpolation = Enum.Parse<Interpolation>(golden.Text("interpolation"), ignoreCase: true);
        Resampler.ResizedCrop(Picture(golden), crop, (int)size[0], (int)size[1], scratch, interpolation, golden.Flag("antialias"));
        bool overshoots = interpolation == Interpolation.Bicubic;
        if (overshoots) LeaveOutPil(golden, "PIL clips what overshoots between its two passes as well as after them");
        Check(golden, scratch.Planes, exceptPil: overshoots);
    }

    [GoldenCases(File, "resize_nearest")]
    private static void ResizeNearest(GoldenCase golden)
    {
        ViewScratch scratch = new();
        Image image = Picture(golden);
        double[] size = golden.Numbers("size");
        Resampler.ResizedCrop(image, Region.Of(image), (int)size[0], (int)size[1], scratch, Interpolation.Nearest);
        LeaveOutPil(golden, "PIL takes the pixel at the centre, tensors the one at the corner of what an output pixel covers");
        Check(golden, scratch.Planes, exceptPil: true);
    }

    [GoldenCases(File, "resize_shorter_side")]
    private static void ResizeShorterSide(GoldenCase golden)
    {
        ViewScratch scratch = new();
        Image image = Picture(golden);
        (int height, int width) = Resampler.KeepAspect(image.Height, image.Width, golden.Integer("size"));
        Resampler.ResizedCrop(image, Region.Of(image), height, width, scratch);
        Check(golden, scratch.Planes);
    }

    [GoldenCases(File, "center_crop")]
    private static void CentreCrop(GoldenCase golden)
    {
        double[] size = golden.Numbers("size");
        Check(golden, ImageGeometry.CentreCrop(Picture(golden), (int)size[0], (int)size[1]));
    }

    [GoldenCases(File, "hflip")]
    private static void FlipHorizontal(GoldenCase golden) => Check(golden, ImageGeometry.FlipHorizontal(Picture(golden)));

    [GoldenCases(File, "vflip")]
    private static void FlipVertical(GoldenCase golden) => Check(golden, ImageGeometry.FlipVertical(Picture(golden)));

    [GoldenCases(File, "pad_constant")]
    private static void Pad(GoldenCase golden) => Check(golden, ImageGeometry.Pad(Picture(golden), golden.Integer("padding")));

    [GoldenCases(File, "pad_reflect")]
    private static void PadReflect(GoldenCase golden) => Check(golden, ImageGeometry.PadReflect(Picture(golden), golden.Integer("padding")));

    [GoldenCases(File, "rotate_#")]
    private static void Rotate(GoldenCase golden) => Check(golden, ImageGeometry.Rotate(Picture(golden), golden.Integer("angle") / 90));

    [GoldenCases(File, "five_crop")]
    [GoldenCases(File, "ten_crop")]
    private static void Crops(GoldenCase golden)
    {
        double[] size = golden.Numbers("size");
        Image[] crops = golden.Name == "ten_crop"
            ? ImageGeometry.TenCrop(Picture(golden), (int)size[0], (int)size[1])
            : ImageGeometry.FiveCrop(Picture(golden), (int)size[0], (int)size[1]);
        double[] values = [.. crops.SelectMany(crop => Chw(Load(crop)))];
        golden.CheckWithin(Float, values, 1e-5);
        if (golden.Expects(Bytes)) golden.CheckWithin(Bytes, [.. values.Select(value => Math.Round(255 * value))], 0);
    }

    [GoldenCases(File, "adjust_brightness_#")]
    private static void Brightness(GoldenCase golden) => Check(golden, planes => ColorAdjustments.Brightness(planes, (float)golden.Number("factor")));

    [GoldenCases(File, "adjust_contrast_#")]
    private static void Contrast(GoldenCase golden) => Check(golden, planes => ColorAdjustments.Contrast(planes, (float)golden.Number("factor")));

    [GoldenCases(File, "adjust_saturation_#")]
    private static void Saturation(GoldenCase golden) => Check(golden, planes => ColorAdjustments.Saturation(planes, (float)golden.Number("factor")), levels: 2);

    [GoldenCases(File, "adjust_hue_#")]
    private static void Hue(GoldenCase golden)
    {
        LeaveOutPil(golden, "PIL turns a hue of 8 bits, which is coarser than one grey level");
        Check(golden, planes => ColorAdjustments.Hue(planes, (float)golden.Number("factor")), exceptPil: true);
    }

    [GoldenCases(File, "adjust_gamma")]
    private static void Gamma(GoldenCase golden) =>
        Check(golden, planes => ColorAdjustments.Gamma(planes, (float)golden.Number("gamma"), (float)golden.Number("gain")));

    [GoldenCases(File, "grayscale_1")]
    private static void GrayscaleOne(GoldenCase golden)
    {
        Planes planes = Load(Picture(golden));
        ColorAdjustments.Grayscale(planes);
        double[] grey = [.. planes.Red.ToArray().Select(value => (double)value)];
        golden.CheckWithin(Float, grey, 1e-5);
        foreach (string rounded in (string[])[Bytes, Pil]) golden.CheckWithin(rounded, [.. grey.Select(value => Math.Round(255 * value))], 1);
    }

    [GoldenCases(File, "grayscale_3")]
    private static void Grayscale(GoldenCase golden) => Check(golden, ColorAdjustments.Grayscale);

    [GoldenCases(File, "gaussian_blur_#")]
    private static void Blur(GoldenCase golden) =>
        Check(golden, planes => GaussianBlur.Apply(planes, golden.Integer("kernel"), golden.Number("sigma"), new ViewScratch()));

    [GoldenCases(File, "gaussian_kernel_#")]
    private static void Kernel(GoldenCase golden)
    {
        float[] weights = new float[golden.Integer("kernel")];
        GaussianKernel.Fill(golden.Number("sigma"), weights);
        golden.Check("output/kernel1d", weights);
    }

    [GoldenCases(File, "pil_gaussian_blur_#")]
    private static void BoxBlur(GoldenCase golden) => Check(golden, GreyLevels.BoxGaussian(Picture(golden), golden.Number("radius")));

    [GoldenCases(File, "solarize_#")]
    private static void Solarize(GoldenCase golden) => Check(golden, planes => Tones.Solarize(planes, (float)golden.Number("threshold_float")));

    [GoldenCases(File, "posterize")]
    private static void Posterize(GoldenCase golden) => Check(golden, GreyLevels.Posterize(Picture(golden), golden.Integer("bits")));

    [GoldenCases(File, "equalize")]
    private static void Equalize(GoldenCase golden) => Check(golden, GreyLevels.Equalize(Picture(golden)));

    [GoldenCases(File, "autocontrast")]
    private static void AutoContrast(GoldenCase golden) => Check(golden, Tones.AutoContrast);

    [GoldenCases(File, "invert")]
    private static void Invert(GoldenCase golden) => Check(golden, Tones.Invert);

    [GoldenCases(File, "sharpness")]
    private static void Sharpness(GoldenCase golden) => Check(golden, planes => Tones.Sharpness(planes, (float)golden.Number("factor"), new ViewScratch()), levels: 2);

    [GoldenCases(File, "normalize_imagenet")]
    private static void Normalize(GoldenCase golden)
    {
        Planes planes = Load(Picture(golden));
        float[] interleaved = new float[3 * planes.Count];
        new Normalization(golden.Numbers("mean"), golden.Numbers("std")).Apply(planes, interleaved);
        golden.CheckWithin(Float, [.. Enumerable.Range(0, interleaved.Length).Select(i => (double)interleaved[(i % planes.Count * 3) + (i / planes.Count)])], 1e-5);
    }

    [GoldenCases(File, "erase")]
    private static void Erase(GoldenCase golden) =>
        Check(golden, planes => Tones.Erase(planes, new Region(golden.Integer("i"), golden.Integer("j"), golden.Integer("h"), golden.Integer("w"))));

    [GoldenCases(File, "color_jitter_order_#")]
    private static void JitterOrder(GoldenCase golden)
    {
        byte[] order = [.. golden.Numbers("order").Select(operation => (byte)operation)];
        ColorChange change = new((float)golden.Number("brightness"), (float)golden.Number("contrast"), (float)golden.Number("saturation"),
            (float)golden.Number("hue"), order[0], order[1], order[2], order[3]);
        LeaveOutPil(golden, "PIL rounds after each step and turns a hue of 8 bits");
        Check(golden, planes => change.Apply(planes), exceptPil: true);
    }

    [GoldenCases(File, "mixup_cutmix_#")]
    private static void Mix(GoldenCase golden)
    {
        GoldenTensor input = golden.Input("x");
        (int samples, int height, int width) = ((int)input.Shape[0], (int)input.Shape[2], (int)input.Shape[3]);
        float[] mixed = input.Floats, cut = input.Floats;
        Mixing.Mixup(mixed, samples, (float)golden.Number("lam"));
        golden.Check("output/mixup", mixed);
        Region box = Mixing.Box(height, width, golden.Number("lam"), golden.Integer("cy"), golden.Integer("cx"));
        golden.Check("output/box_yl_yh_xl_xh", [box.Top, box.Top + box.Height, box.Left, box.Left + box.Width]);
        golden.Check("output/cutmix_lam", Mixing.CutMix(cut, samples, height, width, box));
        golden.Check("output/cutmix", cut);
    }

    private static void LeaveOutPil(GoldenCase golden, string because)
    {
        if (golden.Expects(Pil)) golden.LeaveOut(Pil, because);
    }

    private static Image Picture(GoldenCase golden)
    {
        GoldenTensor pixels = golden.Other("image").Input("uint8_hwc");
        return new Image((int)pixels.Shape[1], (int)pixels.Shape[0], (int)pixels.Shape[2], pixels.Bytes);
    }

    private static Planes Load(Image image)
    {
        Planes planes = new();
        planes.Load(image);
        return planes;
    }

    private static void Check(GoldenCase golden, Action<Planes> operation, bool exceptPil = false, int levels = 1)
    {
        Planes planes = Load(Picture(golden));
        operation(planes);
        Check(golden, planes, exceptPil, levels);
    }

    private static void Check(GoldenCase golden, Planes planes, bool exceptPil = false, int levels = 1)
    {
        golden.CheckWithin(Float, Chw(planes), 1e-5);
        if (golden.Expects(Bytes)) golden.CheckWithin(Bytes, [.. Chw(planes).Select(value => Math.Round(255 * Math.Clamp(value, 0, 1)))], levels);
        if (golden.Expects(Pil) && !exceptPil) golden.CheckWithin(Pil, Hwc(planes), levels);
    }

    private static void Check(GoldenCase golden, Image image)
    {
        double[] planes = Chw(Load(image));
        if (golden.Expects(Float)) golden.CheckWithin(Float, planes, 1e-5);
        if (golden.Expects(Bytes)) golden.CheckWithin(Bytes, [.. planes.Select(value => Math.Round(255 * value))], 0);
        if (golden.Expects(Pil)) golden.CheckWithin(Pil, [.. image.Pixels.ToArray().Select(value => (double)value)], 0);
    }

    private static double[] Chw(Planes planes) =>
        [.. Enumerable.Range(0, 3).SelectMany(channel => planes.Plane(channel).ToArray()).Select(value => (double)value)];

    private static double[] Hwc(Planes planes) => [.. planes.ToImage().Pixels.ToArray().Select(value => (double)value)];
}
