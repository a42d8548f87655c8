using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine;
using Autodidact.Methods.Masked;
using Autodidact.Models;
using Autodidact.Models.Transformers;
using Autodidact.Objectives;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Methods;

[Collection(EngineState.Name)]
public sealed class MaeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_encoder_sees_a_quarter_of_the_patches_and_nothing_of_the_others()
    {
        using TensorScope scope = new();
        using VisionTransformer encoder = (VisionTransformer)SmallBackbones.Transformer.Resolve(16).Create();
        Tensor images = Tensor.Rand([3, 3, 16, 16]), noise = Tensor.Rand([3, 16]);
        PatchMask mask = PatchMask.Random(noise, 0.75);
        Tensor tokens = encoder.Tokens(images, mask);
        Assert.Equal([3L, 1 + 4, 16], tokens.Shape.ToArray());
        Assert.Equal(3 * 12.0, mask.Hidden.Sum().Item<float>());

        Tensor hidden = MaskedPixels.Images(mask.Hidden.Unsqueeze(-1).Expand([3, 16, 48]), 4, 4, 4);
        Assert.Equal(tokens.ToArray<float>(), encoder.Tokens(images + hidden, mask).ToArray<float>());
    }

    [Fact]
    public void Patches_become_the_picture_again()
    {
        using TensorScope scope = new();
        Tensor images = Tensor.Rand([2, 3, 8, 12]), patches = MaskedPixels.Patches(images, 4);
        Assert.Equal([2L, 6, 48], patches.Shape.ToArray());
        Assert.Equal(images.ToArray<float>(), MaskedPixels.Images(patches, 4, 2, 3).ToArray<float>());
        float[] undone = MaskedPixels.Undo(MaskedPixels.Targets(patches, normalized: true), patches).ToArray<float>();
        Assert.All(patches.ToArray<float>().Zip(undone), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public async Task A_run_shows_what_it_reconstructs()
    {
        Run run = await Pretraining.RunAsync(SmallRun.Options(_folder["run"]) with { Method = new MaeOptions { DecoderWidth = 16, DecoderHeads = 2 }, Backbone = SmallBackbones.Transformer });
        Image sheet = ImageFiles.Decode(await File.ReadAllBytesAsync(run.Folder.Reconstructions), "sheet");
        Assert.Equal((2 + (3 * 66), 2 + (12 * 66)), (sheet.Width, sheet.Height));     // twelve pictures of 16 pixels, four times as large
        byte[][] Patches(int row, int column) => [.. Enumerable.Range(0, 16).Select(patch => Patch(sheet, row, column, patch / 4, patch % 4))];
        for (int row = 0; row < 12; row++)
        {
            byte[][] whole = Patches(row, 0), seen = Patches(row, 1), made = Patches(row, 2);
            int[] shown = [.. Enumerable.Range(0, 16).Where(patch => seen[patch].SequenceEqual(whole[patch]))];
            Assert.InRange(shown.Length, 4, 6);     // a patch of one colour may look like one that is hidden
            Assert.All(shown, patch => Assert.Equal(whole[patch], made[patch]));
            Assert.All(Enumerable.Range(0, 16).Except(shown), patch => Assert.Single(seen[patch].Chunk(3).Select(Convert.ToHexString).Distinct()));
        }
    }

    [Theory]
    [InlineData(18, 4)]     // two pixels are left over
    [InlineData(16, 8)]
    public async Task Pictures_of_any_size_that_holds_four_patches_go_through(int size, int patch)
    {
        Run run = await Pretraining.RunAsync(SmallRun.Options(_folder["run"]) with { Data = $"shapes:size={size}", Method = new MaeOptions { DecoderWidth = 16, DecoderHeads = 2 }, Backbone = SmallBackbones.Transformer with { PatchSize = patch }, Epochs = 1 });
        Assert.True(double.IsFinite(run.Information.Loss!.Value));
        // What it wrote of itself can be read: it goes on, and its encoder is of use.
        Run more = await Pretraining.RunAsync(run.Folder.ReadRecipe() with { Epochs = 2 }, resume: true);
        Assert.Equal(SmallRun.Steps, more.Information.Steps);
        using (Encoder encoder = Encoder.Load(run.Folder.Encoder))
            Assert.Equal((size, patch), (((VisionTransformerOptions)encoder.Description.Backbone).ImageSize, ((VisionTransformerOptions)encoder.Description.Backbone).PatchSize));
        ConfigurationException wrong = await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(SmallRun.Options(_folder["large"]) with { Method = new MaeOptions(), Backbone = SmallBackbones.Transformer with { PatchSize = 16 } }));
        Assert.Contains("backbone.patch_size = 16: leaves fewer than two rows of patches of a view of 16 pixels; must be at most 8", wrong.Message);
    }

    [Fact]
    public void A_network_without_patches_is_a_mistake_of_the_configuration()
    {
        Assert.Contains("backbone.pooling = class: must be mean for i-jepa", Assert.Throws<ConfigurationException>(() => OptionsChecker.ThrowIfWrong(SmallRun.Options(_folder["run"]) with { Method = new IJepaOptions(), Backbone = SmallBackbones.Transformer with { Pooling = Pooling.Class } })).Message);
        string message = Assert.Throws<ConfigurationException>(() => OptionsChecker.ThrowIfWrong(SmallRun.Options(_folder["run"]) with { Method = new MaeOptions() })).Message;
        Assert.Contains("backbone.name = resnet18", message);
        Assert.Contains("vit-tiny", message);
    }

    private static byte[] Patch(Image sheet, int row, int column, int y, int x)
    {
        (int left, int top) = (2 + (column * 66) + (x * 16), 2 + (row * 66) + (y * 16));
        return [.. Enumerable.Range(top, 16).SelectMany(line => sheet.Pixels.Slice(3 * ((line * sheet.Width) + left), 48).ToArray())];
    }
}
