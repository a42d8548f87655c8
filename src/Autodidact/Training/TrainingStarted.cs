using Autodidact.Data;
using Autodidact.Data.Views;
using Autodidact.Models;

namespace Autodidact.Training;

/// <summary>What a run is going to do.</summary>
/// <param name="Folder">Where it lives.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Backbone">The backbone's name.</param>
/// <param name="Batch">Samples in a step.</param>
/// <param name="FirstStep">Steps done before: 0 for a new run.</param>
/// <param name="Steps">Steps of the whole run.</param>
/// <param name="Epochs">Passes over the data of the whole run, the last one perhaps in part.</param>
/// <param name="Parameters">Learned parameters, heads included.</param>
/// <param name="Source">What it learns from, for observers that measure on it.</param>
/// <param name="Encoder">The network that is being learned, for observers that measure it.</param>
public sealed record TrainingStarted(
    RunFolder Folder,
    string Method,
    string Backbone,
    int Batch,
    long FirstStep,
    long Steps,
    int Epochs,
    long Parameters,
    DataSource Source,
    Encoder Encoder)
{
    /// <summary>How each view of a picture is made, for observers that look at views; none where nobody says.</summary>
    public IReadOnlyList<ViewPlan> Plans { get; init; } = [];
}
