namespace Autodidact.Training;

/// <summary>Settings of a run by what depends on them.</summary>
internal static class RecipeSettings
{
    /// <summary>
    /// Nothing that is learned depends on these: where a run lies, with what it computes, what it keeps and watches, and what is expected of it.
    /// Data, tokenizers and earlier runs are compared by what they hold, not by where they lie.
    /// </summary>
    public static IReadOnlySet<string> Aside { get; } = new HashSet<string>
    {
        "out", "data", "tokens.tokenizer", "method.tokenizer", "method.teacher", "checkpoint_every", "keep_last", "diagnose_every", "knn_every", "threads", "loader_threads", "device", "maximum_bad_share",
        "deterministic", "stall_timeout", "expected.knn", "expected.linear", "expected.findings",
    };
}
