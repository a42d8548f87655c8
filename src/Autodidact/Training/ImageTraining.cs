using Autodidact.Data;

namespace Autodidact.Training;

/// <summary>Learning from pictures.</summary>
internal sealed class ImageTraining(ImageSource source) : TrainingData
{
    public override DataSource Source => source;

    public override int Count => source.Count;

    public override PretrainOptions Resolve(PretrainOptions options) => options.Resolve(options.Views.SizeFor(source.FirstReadable()), Count);

    public override TResult Use<TResult>(PretrainOptions options, IPartsUser<TResult> user)
    {
        using ImageParts parts = new(options, source);
        return user.Use(parts);
    }
}
