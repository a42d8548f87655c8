using Autodidact.Data;
using Autodidact.Engine.Serialization;

namespace Autodidact.Training;

/// <summary>Pictures in a run's folder.</summary>
internal static class PictureFile
{
    /// <summary>Writes a PNG, whole or not at all.</summary>
    /// <param name="path">Where; its folder exists.</param>
    public static void Write(string path, Image picture)
    {
        byte[] png = ImageFiles.EncodePng(picture);
        AtomicFile.Write(path, stream => stream.Write(png), makeFolder: false);
    }
}
