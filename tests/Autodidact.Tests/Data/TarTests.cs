using System.Formats.Tar;
using Autodidact.Data;
using Autodidact.Tests.Support;
using Xunit;
using static Autodidact.Tests.Data.Pictures;

namespace Autodidact.Tests.Data;

public sealed class TarTests
{
    private static readonly string s_long = string.Concat(Enumerable.Repeat("a-long-folder-name/", 7)) + "x.png";

    [Theory]
    [InlineData(TarEntryFormat.Ustar, false)]
    [InlineData(TarEntryFormat.Gnu, false)]
    [InlineData(TarEntryFormat.Pax, false)]
    [InlineData(TarEntryFormat.V7, false)]
    [InlineData(TarEntryFormat.Pax, true)]
    public void EveryDialectIsReadPlainAndPacked(TarEntryFormat format, bool packed)
    {
        using TemporaryFolder folder = new();
        string[] names = format is TarEntryFormat.V7 ? ["b/1.png", "a/2.png", "notes.txt"] : ["b/1.png", "a/2.png", "notes.txt", s_long];
        byte[] tar = Tar(format, names);
        string path = folder[packed ? "pictures.tar.gz" : "pictures.tar"];
        File.WriteAllBytes(path, packed ? Gzip(tar) : tar);

        ImageSource source = DataSources.Open(path);

        Assert.Equal("tar", source.Kind);
        Assert.Equal(names.Where(name => name.EndsWith(".png", StringComparison.Ordinal)).Order(StringComparer.Ordinal), Ids(source));
        Assert.All(Enumerable.Range(0, source.Count), i => Assert.Equal(Array.IndexOf(names, source.Id(i)), source.Read(i).Pixels[0]));
        Assert.Equal("a", source.Classes![source.Label(source.Count == 2 ? 0 : 1)!.Value][..1]);
    }

    [Fact]
    public void EveryCutIsAnErrorOrLeavesWholePictures()
    {
        using TemporaryFolder folder = new();
        byte[] tar = Tar(TarEntryFormat.Ustar, "1.png", "2.png");
        for (int length = 0; length < tar.Length; length += 37)
        {
            File.WriteAllBytes(folder["cut.tar"], tar[..length]);
            try
            {
                ImageSource source = DataSources.Open(folder["cut.tar"]);
                Assert.All(Enumerable.Range(0, source.Count), i => Assert.Equal(4, source.Read(i).Width));
            }
            catch (DataException error)
            {
                Assert.Contains("cut.tar", error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ChangedBytesAreErrorsOrPicturesAndNothingElse(bool packed)
    {
        using TemporaryFolder folder = new();
        byte[] tar = Tar(TarEntryFormat.Pax, "1.png", "2.png");
        if (packed) tar = Gzip(tar);
        Random random = new(2);
        for (int trial = 0; trial < 300; trial++)
        {
            byte[] changed = [.. tar];
            for (int i = 0; i < 3; i++) changed[random.Next(tar.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(folder["changed.tar"], changed);
            try
            {
                ImageSource source = DataSources.Open(folder["changed.tar"]);
                for (int i = 0; i < source.Count; i++) source.Read(i);
            }
            catch (Exception error) when (error is DataException or BadSampleException)
            {
                // Recognised.
            }
        }
    }

    [Fact]
    public void ASizeBeyondTheArchiveIsRefused()
    {
        using TemporaryFolder folder = new();
        byte[] tar = Tar(TarEntryFormat.Ustar, "1.png");
        "77777777777"u8.CopyTo(tar.AsSpan(124));
        int sum = 0;
        for (int i = 0; i < 512; i++) sum += i is >= 148 and < 156 ? ' ' : tar[i];
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ", tar.AsSpan(148));
        File.WriteAllBytes(folder["liar.tar"], tar);
        Assert.Contains("more than the archive holds", Assert.Throws<DataException>(() => DataSources.Open(folder["liar.tar"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneHugePictureInAPackedTarIsBrokenAloneAndTheOthersAreRead()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["a.tgz"], Gzip(Tar(TarEntryFormat.Ustar, "1.png", "2.png", "3.png")));
        int[] lengths = [Png(0).Length, Png(1).Length, Png(2).Length];

        ImageSource source = DataSources.Open(folder["a.tgz"], options: new DataOptions { FileLimit = lengths.Max() - 1 });

        for (int index = 0; index < 3; index++)
        {
            if (lengths[index] < lengths.Max())
                Assert.Equal(index, source.Read(index).Pixels[0]);
            else
                Assert.Contains("allowed", Assert.Throws<BadSampleException>(() => source.Read(index)).Message, StringComparison.Ordinal);
        }
        Assert.NotEqual(lengths.Min(), lengths.Max());
    }

    [Fact]
    public void APackedTarStaysBelowTheMemoryLimit()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["a.tgz"], Gzip(Tar(TarEntryFormat.Ustar, "1.png", "2.png")));
        DataException error = Assert.Throws<DataException>(() => DataSources.Open(folder["a.tgz"], options: new DataOptions { MemoryLimit = 100 }));
        Assert.Contains("gunzip", error.Message, StringComparison.Ordinal);
    }

    [DatasetFact("mvtec-screw")]
    public void PartsOfARealArchiveAreFound()
    {
        ImageSource train = DataSources.Open(Datasets.PathOf("mvtec-screw"));
        ImageSource test = DataSources.Open(Datasets.PathOf("mvtec-screw/screw_256.tar"), Split.Test);

        Assert.Equal((320, 160), (train.Count, test.Count));
        Assert.Equal(["defective", "good"], test.Classes!);
        Assert.Equal("256 x 256, grey", train.Read(7).ToString());
        Assert.Contains("119 pictures outside", Assert.Single(train.Notes), StringComparison.Ordinal);
    }

    [DatasetFact("flickr8k-1k")]
    public void ARealArchiveOfPhotosIsRead()
    {
        ImageSource source = DataSources.Open(Datasets.PathOf("flickr8k-1k/images.tar"));
        Assert.Equal(1000, source.Count);
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(3, source.Read(i * 10).Channels));
    }
}
