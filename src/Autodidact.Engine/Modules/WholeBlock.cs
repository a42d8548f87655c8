using Autodidact.Engine.Interop;

namespace Autodidact.Engine.Modules;

/// <summary>
/// A transformer's block as one operator: where autocast asks a processor with AVX512-BF16 for half precision, attention and MLP of a few sequences go through while they lie in its cache,
/// and so do their gradients. Elsewhere, and where sizes do not fit (widths of tokens, heads and MLP are multiples of 16, at most 512 tokens of 512), blocks are composed of operators.
/// </summary>
/// <remarks>Gradients of its gradients are refused. What stays between the products is in single precision, as are the sums along the path around the branches; what enters a product is in half precision, as with autocast.</remarks>
public sealed unsafe class WholeBlock
{
    private const int Parts = 16;

    // Matrices, each with the number of its columns.
    private static readonly int[] s_matrices = [2, 3, 4, 8, 12, 14];

    private readonly Tensor?[] _parts;
    private readonly BlockSettings _settings;

    /// <param name="block">Whose parameters; they stay its own.</param>
    /// <param name="names">
    /// Of its parameters: the first norm's weight and bias; weights of query, key and value, or one of all three and twice nothing; their biases in the same way, or none; those of the
    /// projection; of the second norm; of the MLP's two layers. Empty for what there is not.
    /// </param>
    /// <param name="heads">Parts of a token that attend by themselves.</param>
    /// <param name="epsilon">Of both norms.</param>
    /// <param name="normsBehind">Whether norms stand behind the sum of branch and input, else before the branch.</param>
    public WholeBlock(Module block, ReadOnlySpan<string> names, int heads, double epsilon, bool normsBehind)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (names.Length != Parts) throw new ArgumentException($"A block has {Parts} parts, not {names.Length}.", nameof(names));
        Dictionary<string, Tensor> parameters = block.NamedParameters().ToDictionary(parameter => parameter.Name, parameter => parameter.Tensor);
        _parts = new Tensor?[Parts];
        for (int i = 0; i < Parts; i++) _parts[i] = names[i].Length == 0 ? null : parameters[names[i]];
        _settings = new() { Heads = heads, Epsilon = epsilon, NormsBehind = normsBehind ? 1 : 0 };
    }

    /// <summary>Whether this processor has what blocks as one operator need.</summary>
    public static bool Exists { get; } = NativeEngine.BlockExists() != 0;

    /// <summary>Whether blocks are run so where they can; switched off for comparisons.</summary>
    public static bool IsOn { get; set; } = Environment.GetEnvironmentVariable("AUTODIDACT_BLOCKS") != "composed";

    /// <summary>What the block makes of tokens, <c>[batch, tokens, width]</c>; null where it has to be composed.</summary>
    /// <param name="tokens"><c>[batch, tokens, width]</c>.</param>
    /// <param name="dropout">Share of the values that are dropped behind both branches and within attention.</param>
    /// <param name="texts"><c>[batch, tokens]</c>, 64-bit, 0 to 2^31 - 1: a token attends to those of the same number; null where to all.</param>
    public Tensor? Forward(Tensor tokens, double dropout = 0, Tensor? texts = null)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        if (!Exists || !IsOn) return null;
        IntPtr* parts = stackalloc IntPtr[Parts];
        for (int i = 0; i < Parts; i++) parts[i] = _parts[i]?.Handle ?? IntPtr.Zero;
        BlockSettings settings = _settings with { Dropout = dropout };
        if (NativeEngine.Check(NativeEngine.Block(tokens.Handle, parts, texts?.Handle ?? IntPtr.Zero, &settings, out IntPtr result)) == 0) return null;
        foreach (int matrix in s_matrices)
            if (_parts[matrix] is Tensor weight) WorkCounter.Count(_parts[0]!, weight, tokens.Size(0) * tokens.Size(1) * weight.Size(0), weight.Size(1));
        return Tensor.FromNative(result);
    }
}
