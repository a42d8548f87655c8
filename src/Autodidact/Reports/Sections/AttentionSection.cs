using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Evaluation.Attention;
using Autodidact.Models;
using Autodidact.Models.Tokenizers;
using Autodidact.Models.Transformers;
using Autodidact.Models.Transformers.Bert;
using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Sections;

/// <summary>Where a transformer looks, in pictures or in texts.</summary>
internal sealed class AttentionSection : ReportSection
{
    private const int Pictures = 8, Texts = 4, Tokens = 128;

    public override string Title => "Where it looks";

    public override string? Obstacle(ReportSubject subject) =>
        subject.FeaturesObstacle
        ?? (subject.Encoder!.Backbone is BertEncoder or VisionTransformer or HeadedBackbone { Network: VisionTransformer } or PatchTokenizer { Network: VisionTransformer } ? null : $"A {subject.Encoder.Description.Backbone.Name} has no attention; transformers have.");

    public override IEnumerable<PageElement> Build(ReportSubject subject)
    {
        (Encoder encoder, ReportSamples samples) = (subject.Encoder!, subject.Samples!);
        int[] chosen = Queries.Of(samples, encoder.Preprocessing.Name == Modality.Text ? Texts : Pictures, subject.Options.Seed);
        if (samples.Source is ImageSource pictures)
        {
            yield return new Figure(AttentionSheet.Render(encoder, [.. chosen.Select(pictures.Read)]), "Pictures, one a row: whole, where each head of the last block looks from the class token (or, without one, from all patches), and at the right the rollout through all blocks. Light is where most is taken from; each map has its own scale.");
            yield return new Paragraph("autodidact attention RUN PICTURE draws others.") { IsNote = true };
            yield break;
        }
        yield return new Paragraph("The stronger the ground, the more of a token is in the text's features, through all layers and around them (the rollout). It says where information may have come from, not what it did.") { IsNote = true };
        foreach (int index in chosen)
        {
            Document text = ((TextSource)samples.Source).Read(index);
            if (Seen(encoder, text) is { } attention) yield return new ShadedText(text.Id, attention);
        }
        yield return new Paragraph("autodidact attention RUN TEXT draws every head.") { IsNote = true };
    }

    // A text of which nothing is a token has nothing to look at.
    private static TextAttention? Seen(Encoder encoder, Document text)
    {
        try
        {
            return TextAttention.Of(encoder, text.Text, text.Id, Tokens);
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }
}
