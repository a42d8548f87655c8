using System.Globalization;
using Autodidact.Evaluation;
using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Sections;

/// <summary>What the encoder is worth on labelled data.</summary>
internal sealed class CardSection : ReportSection
{
    public override string Title => "What it is worth";

    public override string? Obstacle(ReportSubject subject) => subject.Card is not null ? null : subject.EncoderProblem ?? subject.CardProblem;

    public override IEnumerable<PageElement> Build(ReportSubject subject)
    {
        EvaluationCard card = subject.Card!;
        yield return new Paragraph($"{card.Data}: {card.Classes:N0} classes; fitted on {card.Train:N0} samples, measured on {card.Test:N0} others; seed {card.Seed}{(card.Skipped > 0 ? $"; {card.Skipped:N0} broken samples were left out" : "")}. Shares are in per cent. {(subject.CardTime is { } time ? $"Measured {time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC." : "")}");
        yield return new CardTable(card);
        foreach (string note in card.Notes) yield return new Paragraph($"{note}.") { IsNote = true };
        yield return new Paragraph("Nothing was fitted or chosen on the samples that are measured. Intervals are over test samples; of few-shot they are over draws of labels, of k-means over seeds. autodidact evaluate RUN --with all measures more.") { IsNote = true };
    }
}
