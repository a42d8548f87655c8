using Autodidact.Methods;
using Autodidact.Training.Diagnosis;
using Xunit;

namespace Autodidact.Tests.Training;

public sealed class LossAtChanceTests
{
    private const double Chance = 10;

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0.001, 0, true)]        // a loss that creeps
    [InlineData(0.02, 0, false)]        // one that passes
    [InlineData(0, 500, false)]         // one whose learning rate still rises
    [InlineData(0, 200, true)]
    public void Only_a_loss_that_stays_there_is_stuck(double fallsEachLook, long warmUp, bool isFound)
    {
        LossAtChance mode = new();
        RunShape run = new(Samples: 1000, Batch: 100, Processes: 1, warmUp);
        Dictionary<string, double> figures = new() { [FigureNames.ChanceLoss] = Chance };
        Assert.Equal(isFound, Enumerable.Range(0, 40).Any(look => mode.At(new((look * 10) + 1, Chance + 0.1 - (fallsEachLook * look), 0.1, 0.1, 0, figures, run)) is not null));
    }
}
