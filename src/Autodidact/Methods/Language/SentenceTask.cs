namespace Autodidact.Methods.Language;

/// <summary>What is to be said of two stretches of text.</summary>
public enum SentenceTask
{
    /// <summary>Nothing: rows are not cut in two.</summary>
    None,

    /// <summary>Whether the second follows the first or comes from elsewhere (BERT).</summary>
    Next,

    /// <summary>Whether they stand in their order or were exchanged (ALBERT, Lan et al. 2020, arXiv:1909.11942).</summary>
    Order,
}
