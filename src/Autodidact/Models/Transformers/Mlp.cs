using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Transformers;

/// <summary>The two layers of a transformer block that work on each token by itself; timm's names.</summary>
public sealed class Mlp : Layer
{
    private readonly Linear _fc1, _fc2;

    public Mlp(int width, int hiddenSize)
    {
        _fc1 = Child("fc1", new Linear(width, hiddenSize));
        _fc2 = Child("fc2", new Linear(hiddenSize, width));
    }

    public override Tensor Forward(Tensor input) => _fc2.Forward(_fc1.Forward(input).Gelu());
}
