using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Evaluation.Information;
using Autodidact.Models;

namespace Autodidact.Evaluation.Geometry;

/// <summary>Alignment of two random views of each picture (Wang and Isola 2020, arXiv:2005.10242, section 4.1): their mean squared distance on the sphere, 0 to 4.</summary>
internal static class ViewAlignment
{
    private const int MostPictures = 500;

    /// <summary>The figure, of views as SimCLR makes them, whatever the encoder was pretrained with; null where there are no pictures.</summary>
    public static GeometryFigure? Of(EvaluationSubject subject)
    {
        if (subject.Preprocessing is not ImagePreprocessing preprocessing || SpreadSource.Of(subject.Parts.Test, MostPictures) is not ImageSource pictures) return null;
        Func<Tensor, Tensor> network = images => images.Flatten(1);
        if (subject.Network is Encoder encoder) network = encoder.Embed;
        else preprocessing = preprocessing with { Size = Math.Min(preprocessing.Size, subject.Options.RawInputSize) };
        ViewPlan plan = PairPlans.Usual(preprocessing).First;
        (float[] first, int dimension) = Pass(0);
        (float[] second, _) = Pass(1);
        if (first.Length != second.Length || first.Length < 2 * dimension) return null;
        double[] distances = [.. Enumerable.Range(0, first.Length / dimension).Select(Distance).Where(double.IsFinite)];
        return distances.Length < 2 ? null : new("alignment", distances.Average(), Interval.OfMean(distances), distances.Length, new() { ["views"] = 2 });

        (float[], int) Pass(ulong view)
        {
            LoaderOptions loader = new() { Batch = subject.Options.Batch, Seed = (2 * subject.Options.Seed) + view };
            FeatureBatch read = FeatureCollection.Read(new FeatureReader(pictures, plan, network, loader), pictures, done => subject.Report($"views {view + 1}", done, pictures.Count), out _, subject.Cancel);
            return (UnitRows.Of(read.Values, read.Dimension), read.Dimension);
        }

        double Distance(int row)
        {
            double sum = 0;
            for (int i = row * dimension; i < (row + 1) * dimension; i++) sum += (first[i] - second[i]) * (double)(first[i] - second[i]);
            return sum;
        }
    }
}
