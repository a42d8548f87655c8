using Autodidact.Engine.Search;
using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Sections;

/// <summary>Samples and what lies nearest to them, as papers show features.</summary>
internal sealed class NeighboursSection : ReportSection
{
    public override string Title => "Nearest neighbours";

    public override string? Obstacle(ReportSubject subject) => subject.FeaturesObstacle ?? (subject.Samples!.Count < 2 ? "It takes two samples at least." : null);

    public override IEnumerable<PageElement> Build(ReportSubject subject)
    {
        ReportSamples samples = subject.Samples!;
        int[] queries = Queries.Of(samples, subject.Options.Queries, subject.Options.Seed);
        float[] rows = new float[queries.Length * samples.Dimension];
        for (int i = 0; i < queries.Length; i++) samples.Unit.AsSpan(queries[i] * samples.Dimension, samples.Dimension).CopyTo(rows.AsSpan(i * samples.Dimension));
        int wanted = Math.Min(subject.Options.Neighbours, samples.Count - 1);
        Engine.Search.Neighbours found = ExactSearch.Find(rows, samples.Unit, samples.Dimension, wanted + 1);
        List<GalleryRow> shown = [];
        int right = 0, judged = 0;
        for (int i = 0; i < queries.Length; i++)
        {
            int query = queries[i];
            List<GalleryItem> items = [];
            for (int place = 0; place <= wanted && items.Count < wanted; place++)
            {
                int other = (int)found.IdsOf(i)[place];
                if (other == query || other < 0) continue;
                bool? isRight = samples.Source.Label(query) is int label && samples.Source.Label(other) is int its ? label == its : null;
                if (isRight is bool known) (right, judged) = (right + (known ? 1 : 0), judged + 1);
                items.Add(new GalleryItem(samples.Thumbnails.Of(other)) { Caption = samples.Thumbnails.ClassOf(other) ?? "", Score = found.ScoresOf(i)[place], IsRight = isRight });
            }
            shown.Add(new GalleryRow(items) { Query = new GalleryItem(samples.Thumbnails.Of(query)) { Caption = samples.Thumbnails.ClassOf(query) ?? samples.Source.Id(query) } });
        }
        yield return new Paragraph($"At the left a sample, beside it the {wanted} of {samples.Count - 1:N0} others whose features are nearest to its own, with the cosine.{(judged > 0 ? $" ✓ is of its class, ✗ is not: {right} of these {judged} are." : "")}");
        yield return new Gallery(shown);
    }
}
