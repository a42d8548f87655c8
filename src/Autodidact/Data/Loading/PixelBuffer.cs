using System.Runtime.InteropServices;

namespace Autodidact.Data.Loading;

/// <summary>Floats outside the managed heap, at an address that is a multiple of 64, where libtorch expects its tensors.</summary>
internal sealed unsafe class PixelBuffer : IDisposable
{
    private const nuint Alignment = 64;
    private float* _data;

    public PixelBuffer(int length)
    {
        Length = length;
        _data = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), Alignment);
        GC.AddMemoryPressure((long)length * sizeof(float));
    }

    ~PixelBuffer() => Free();

    /// <summary>Floats.</summary>
    public int Length { get; }

    /// <summary>The address of the first one.</summary>
    public IntPtr Address => (IntPtr)_data;

    /// <summary>The floats.</summary>
    public Span<float> Values
    {
        get
        {
            ObjectDisposedException.ThrowIf(_data is null, this);
            return new Span<float>(_data, Length);
        }
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_data is null) return;
        NativeMemory.AlignedFree(_data);
        _data = null;
        GC.RemoveMemoryPressure((long)Length * sizeof(float));
    }
}
