using System.IO.Compression;
using System.Text;
using Autodidact.Engine;
using Autodidact.Engine.Serialization;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Serialization;

public sealed class NumpyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File1 => _folder["a.npy"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back()
    {
        NumpyFile.Write(File1, [1.5f, -2f, 3f, 4f, 5f, float.NaN], 2, 3);
        NumpyArray array = NumpyFile.Read(File1);
        Assert.Equal(ScalarType.Float32, array.Type);
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([1.5f, -2f, 3f, 4f, 5f, float.NaN], array.Values<float>());
    }

    [Fact]
    public void The_bytes_are_NumPys_own()
    {
        // numpy.save of numpy.array([1, -1], dtype="<i8"), NumPy 1.24.
        byte[] expected = [0x93, .. Encoding.Latin1.GetBytes("NUMPY\x01\0v\0{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }".PadRight(126) + "\n"), .. BitConverter.GetBytes(1L), .. BitConverter.GetBytes(-1L)];
        NumpyFile.Write(File1, [1L, -1L], 2);
        Assert.Equal(expected, File.ReadAllBytes(File1));
    }

    [Fact]
    public void A_single_number_and_an_empty_array_are_arrays()
    {
        NumpyFile.Write(File1, [7.0]);
        Assert.Empty(NumpyFile.Read(File1).Shape);
        NumpyFile.Write(File1, Array.Empty<byte>(), 0, 4);
        Assert.Equal([0, 4], NumpyFile.Read(File1).Shape);
    }

    [Fact]
    public void Version_two_is_read()
    {
        byte[] text = Encoding.Latin1.GetBytes("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }\n");
        File.WriteAllBytes(File1, [0x93, .. "NUMPY"u8, 2, 0, .. BitConverter.GetBytes(text.Length), .. text, 9, 8]);
        Assert.Equal([9, 8], NumpyFile.Read(File1).Bytes);
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "Python objects are never loaded")]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }", "little-endian")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }", "ascontiguousarray")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", "needs 12 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 9), }", "impossible shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "impossible size")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", "no readable shape")]
    [InlineData("nonsense", "(none)")]
    public void A_header_that_cannot_be_trusted_is_explained(string header, string said)
    {
        File.WriteAllBytes(File1, [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length), .. Encoding.Latin1.GetBytes(header), .. new byte[8]]);
        string message = Assert.Throws<InvalidDataException>(() => NumpyFile.Read(File1)).Message;
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.Contains(File1, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_file_never_reads()
    {
        NumpyFile.Write(File1, [1f, 2f], 2);
        byte[] whole = File.ReadAllBytes(File1);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(File1, whole[..length]);
            Assert.Throws<InvalidDataException>(() => NumpyFile.Read(File1));
        }
    }

    [Fact]
    public void An_archive_gives_its_arrays_by_name()
    {
        NumpyFile.Write(File1, [1, 2, 3], 3);
        string path = _folder["a.npz"];
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            zip.CreateEntryFromFile(File1, "train_images.npy");
            zip.CreateEntry("readme.txt");
        }

        using NumpyArchive archive = NumpyArchive.Open(path);
        Assert.Equal(["train_images"], archive.Names);
        Assert.Equal([1, 2, 3], archive.Read("train_images").Values<int>());
        Assert.Contains("it holds train_images", Assert.Throws<KeyNotFoundException>(() => archive.Read("test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_a_zip_is_explained()
    {
        File.WriteAllText(File1, "PK, not really");
        Assert.Contains("not a NumPy archive", Assert.Throws<InvalidDataException>(() => NumpyArchive.Open(File1)).Message, StringComparison.Ordinal);
    }
}
