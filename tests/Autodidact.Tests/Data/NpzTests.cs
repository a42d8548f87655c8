using System.IO.Compression;
using Autodidact.Data;
using Autodidact.Tests.Support;
using Xunit;
using static Autodidact.Tests.Data.Pictures;

namespace Autodidact.Tests.Data;

public sealed class NpzTests
{
    [DatasetFact("pneumoniamnist")]
    public void MedMnistIsRead()
    {
        ImageSource train = DataSources.Open(Datasets.PathOf("pneumoniamnist")), test = DataSources.Open(Datasets.PathOf("pneumoniamnist/pneumoniamnist_subset.npz"), Split.Test);

        Assert.Equal((3_882, 624), (train.Count, test.Count));
        Assert.Equal("28 x 28, grey", train.Read(0).ToString());
        Assert.Equal((388, 3_494), (Labels(train).Count(label => label == 0), Labels(train).Count(label => label == 1)));
    }

    [Theory]
    [InlineData("images", "labels")]
    [InlineData("x_train", "y_train")]
    [InlineData("train_images", "train_labels")]
    public void EveryNamingIsUnderstood(string images, string labels)
    {
        using TemporaryFolder folder = new();
        Write(folder["a.npz"], (images, "|u1", "(2, 1, 2, 3)", [.. Enumerable.Range(0, 12).Select(i => (byte)i)]), (labels, "<i8", "(2, 1)", [3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]));

        ImageSource source = DataSources.Open(folder["a.npz"]);

        Assert.Equal("2 x 1, RGB", source.Read(1).ToString());
        Assert.Equal([6, 7, 8, 9, 10, 11], source.Read(1).Pixels.ToArray());
        Assert.Equal([3, 1], Labels(source));
    }

    [Fact]
    public void LabelsThatAreNotClassesAreLeftOutWithANote()
    {
        using TemporaryFolder folder = new();
        Write(folder["a.npz"], ("images", "|u1", "(2, 1, 1)", [1, 2]), ("labels", "|u1", "(2, 2)", [0, 1, 1, 0]));
        ImageSource source = DataSources.Open(folder["a.npz"]);
        Assert.Null(source.Classes);
        Assert.Contains("not one class a picture", Assert.Single(source.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("images", "<f4", "(1, 1, 1)", 4, "uint8")]
    [InlineData("images", "|u1", "(4,)", 4, "[count, height, width]")]
    [InlineData("pixels", "|u1", "(1, 2, 2)", 4, "it has pixels")]
    [InlineData("images", "|O", "(1, 2, 2)", 4, "never loaded")]
    [InlineData("images", "|u1", "(99999999, 99999999, 99999)", 4, "impossible")]
    [InlineData("images", "|u1", "(2, 2, 2)", 4, "needs 8 bytes")]
    public void OtherArraysAreNamed(string name, string type, string shape, int bytes, string said)
    {
        using TemporaryFolder folder = new();
        Write(folder["a.npz"], (name, type, shape, new byte[bytes]));
        DataException error = Assert.Throws<DataException>(() => DataSources.Open(folder["a.npz"]));
        Assert.Contains("a.npz", error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CutAndChangedFilesAreErrorsAndNothingElse()
    {
        using TemporaryFolder folder = new();
        Write(folder["a.npz"], ("images", "|u1", "(3, 2, 2)", new byte[12]), ("labels", "|u1", "(3,)", [0, 1, 2]));
        byte[] whole = File.ReadAllBytes(folder["a.npz"]);
        Random random = new(3);
        for (int trial = 0; trial < 300; trial++)
        {
            byte[] changed = trial % 2 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            for (int i = 0; i < trial % 4 && changed.Length > 0; i++) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(folder["b.npz"], changed);
            try
            {
                DataSources.Open("npz:" + folder["b.npz"]).Read(0);
            }
            catch (DataException)
            {
                // Recognised.
            }
        }
    }

    private static void Write(string path, params (string Name, string Type, string Shape, byte[] Content)[] arrays)
    {
        using ZipArchive zip = new(File.Create(path), ZipArchiveMode.Create);
        foreach ((string name, string type, string shape, byte[] content) in arrays)
        {
            string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
            using Stream entry = zip.CreateEntry(name + ".npy").Open();
            entry.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header), .. content]);
        }
    }
}
