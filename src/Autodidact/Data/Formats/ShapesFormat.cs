using Autodidact.Data.Shapes;

namespace Autodidact.Data.Formats;

/// <summary>Generated pictures; there is no file, the text after the colon holds options.</summary>
internal sealed class ShapesFormat() : SourceFormat(new SourceKind(
    "shapes", "generated pictures: ten shapes with known factors and captions, train and test by seed", "shapes:count=5000,size=32,seed=1"))
{
    public override bool Recognises(string path) => false;

    public override ImageSource Open(string path, Split split, DataOptions options) => new ShapesSource(ShapesOptions.Parse(path), split);
}
