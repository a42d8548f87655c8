using Autodidact.Data;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Data;

public sealed class CifarTests
{
    [DatasetFact("cifar-10")]
    public void RealBatchesAreRead()
    {
        ImageSource train = DataSources.Open(Datasets.PathOf("cifar-10"));
        ImageSource test = DataSources.Open("cifar:" + Datasets.PathOf("cifar-10"), Split.Test);

        Assert.Equal((10_000, 10_000), (train.Count, test.Count));
        Assert.Equal(["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"], train.Classes!);
        // The first training picture is a frog, the first test picture a cat.
        Assert.Equal((6, 3), (train.Label(0), test.Label(0)));
        Assert.Equal([59, 62, 63], train.Read(0).Pixels[..3].ToArray());
        Assert.Equal([Split.Train, Split.Test], train.Splits);
    }
}
