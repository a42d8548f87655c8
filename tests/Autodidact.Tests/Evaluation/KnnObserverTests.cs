using Autodidact.Data;
using Autodidact.Evaluation;
using Autodidact.Models;
using Autodidact.Tests.Data;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Evaluation;

public sealed class KnnObserverTests
{
    [Fact]
    public void It_measures_every_few_epochs_and_always_the_last()
    {
        using TemporaryFolder folder = new();
        using Encoder encoder = CardTests.Small(seed: 1);
        Assert.Equal([2, 4, 5], Measured(DataSources.Open("shapes:count=60,test=30,size=16")));

        Pictures.WriteFolder(folder["unlabelled"], "1.png", "2.png");
        Assert.Empty(Measured(DataSources.Open(folder["unlabelled"])));

        IEnumerable<int> Measured(ImageSource source)
        {
            KnnObserver observer = new(every: 2);
            observer.Started(new(RunFolder.Create(folder["run"]), "simclr", "resnet18", 30, 0, 10, 5, 1, source, encoder));
            return [.. Enumerable.Range(1, 5).Where(number =>
            {
                TrainingEpoch epoch = new(2 * number, number, 5, 1.0);
                observer.EpochCompleted(epoch);
                return epoch.Figures.ContainsKey(KnnObserver.Figure);
            })];
        }
    }
}
