namespace Autodidact.Training;

/// <summary>One pass over the data, as observers see it.</summary>
/// <param name="step">Steps done.</param>
/// <param name="epoch">Passes done.</param>
/// <param name="epochs">Passes of the whole run.</param>
/// <param name="loss">Mean loss over the pass.</param>
public sealed class TrainingEpoch(long step, int epoch, int epochs, double loss)
{
    private readonly Dictionary<string, double> _figures = [];

    /// <summary>Steps done.</summary>
    public long Step => step;

    /// <summary>Passes done.</summary>
    public int Epoch => epoch;

    /// <summary>Passes of the whole run.</summary>
    public int Epochs => epochs;

    /// <summary>Mean loss over the pass.</summary>
    public double Loss => loss;

    /// <summary>What observers measured after this pass, by name.</summary>
    public IReadOnlyDictionary<string, double> Figures => _figures;

    /// <summary>Adds a figure to the metrics log, such as the accuracy of a probe.</summary>
    public void Record(string name, double value) => _figures[name] = value;
}
