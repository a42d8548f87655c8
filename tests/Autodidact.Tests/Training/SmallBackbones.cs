using Autodidact.Methods;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Models.Transformers;

namespace Autodidact.Tests.Training;

/// <summary>The smallest networks that a method can use.</summary>
internal static class SmallBackbones
{
    public static VisionTransformerOptions Transformer { get; } = new VitTinyOptions { Width = 16, Depth = 2, Heads = 2, PatchSize = 4 };

    /// <summary>What a run of a method may name.</summary>
    public static BackboneOptions For(MethodOptions method) =>
        method is ImageMethodOptions images && images.Problem(new ResNet18Options()) is null ? new ResNet18Options { Width = 4 } : TransformerFor(method);

    /// <summary>A transformer that a method can use, with registers and branches that are left out.</summary>
    public static VisionTransformerOptions TransformerFor(MethodOptions method) =>
        (((ImageMethodOptions)method).Problem(Transformer with { Pooling = Pooling.Class }) is null ? Transformer : Transformer with { Pooling = Pooling.Mean }) with { Registers = 1 };

    /// <summary>What a method in fp64 takes: <paramref name="usual"/>, or a transformer, which brings pictures to the width of its weights itself.</summary>
    /// <param name="size">Rows and columns of a picture, in pixels.</param>
    public static Func<Backbone> WideFor(ImageMethodOptions method, int size, Func<Backbone> usual) =>
        For(method) is VisionTransformerOptions transformer ? transformer.Resolve(size).Create : () => new Wide(usual());
}
