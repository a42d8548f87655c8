namespace Autodidact.Evaluation.Words;

/// <summary>How many analogies vectors solve.</summary>
/// <param name="Test">Name of the questions.</param>
/// <param name="Section">The kind of question; null for all together.</param>
/// <param name="Questions">All questions.</param>
/// <param name="Covered">Questions whose four words all have vectors; the others are left out.</param>
/// <param name="Add">Share of those that 3CosAdd solves, 0 to 1.</param>
/// <param name="AddInterval">Its 95 % interval over the choice of questions.</param>
/// <param name="Multiply">Share that 3CosMul solves.</param>
/// <param name="MultiplyInterval">Its interval.</param>
public sealed record AnalogyRow(string Test, string? Section, int Questions, int Covered, double Add, Interval AddInterval, double Multiply, Interval MultiplyInterval);
