namespace Autodidact.Evaluation.Words;

/// <summary>A question: <paramref name="A"/> is to <paramref name="B"/> as <paramref name="C"/> is to what?</summary>
/// <param name="Section">The kind of question, such as <c>family</c>.</param>
/// <param name="A">A word.</param>
/// <param name="B">What belongs to it.</param>
/// <param name="C">A word like the first.</param>
/// <param name="Answer">What belongs to that.</param>
public readonly record struct Analogy(string Section, string A, string B, string C, string Answer);
