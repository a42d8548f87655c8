using Autodidact.Data;
using Autodidact.Methods;

namespace Autodidact.Training;

/// <summary>Learning from pictures.</summary>
/// <param name="source">The pictures.</param>
/// <param name="earlier">What the method builds on; null for what the options name.</param>
internal sealed class ImageTraining(ImageSource source, EarlierRun? earlier) : TrainingData
{
    public override DataSource Source => source;

    public override EarlierRun? Earlier => earlier;

    public override int Count => source.Count;

    public override PretrainOptions Resolve(PretrainOptions options) => options.Resolve(options.Views.SizeFor(source.FirstReadable()), Count);

    public override TResult Use<TResult>(PretrainOptions options, IPartsUser<TResult> user)
    {
        using ImageParts parts = new(options, source, earlier);
        return user.Use(parts);
    }
}
