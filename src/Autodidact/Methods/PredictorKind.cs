namespace Autodidact.Methods;

/// <summary>The network that guesses one view's projection from another's.</summary>
public enum PredictorKind
{
    /// <summary>Two linear layers with batch norm and a rectifier between them.</summary>
    Mlp,

    /// <summary>None: projections are compared as they are, and the method collapses. For lessons.</summary>
    None,
}
