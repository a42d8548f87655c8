using Autodidact.Evaluation;
using Autodidact.Evaluation.Probes;
using Autodidact.Models;
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
        KnnObserver observer = new(new KnnProbe(LabelledParts.Open("shapes:count=60,test=30,size=16")), every: 2);
        observer.Started(new(RunFolder.Create(folder["run"]), "simclr", "resnet18", "shapes", 60, 30, 0, 10, 5, 1, encoder));
        IEnumerable<int> measured = Enumerable.Range(1, 5).Where(number =>
        {
            TrainingEpoch epoch = new(2 * number, number, 5, 1.0);
            observer.EpochCompleted(epoch);
            return epoch.Figures.ContainsKey(KnnObserver.Figure);
        });
        Assert.Equal([2, 4, 5], measured);
    }
}
