using Autodidact.Engine.Interop;

namespace Autodidact.Engine;

/// <summary>Gradients as values, without touching what the leaves hold.</summary>
public static unsafe class Differentiation
{
    /// <summary>
    /// Gradients of <paramref name="output"/> (one element) with respect to each input; null where it does not depend on it.
    /// </summary>
    /// <param name="createGraph">Whether the gradients themselves can be differentiated (gradient penalties).</param>
    public static Tensor?[] Gradients(Tensor output, ReadOnlySpan<Tensor> inputs, bool retainGraph = false, bool createGraph = false)
    {
        IntPtr handle = output.Handle;
        IntPtr[] wanted = new IntPtr[inputs.Length], found = new IntPtr[inputs.Length];
        for (int i = 0; i < wanted.Length; i++) wanted[i] = inputs[i].Handle;
        fixed (IntPtr* inputHandles = wanted, results = found)
            NativeEngine.Check(NativeEngine.Grad(&handle, null, 1, inputHandles, wanted.Length, retainGraph || createGraph ? 1 : 0, createGraph ? 1 : 0, results));
        return Array.ConvertAll(found, gradient => gradient == IntPtr.Zero ? null : Tensor.FromNative(gradient));
    }
}
