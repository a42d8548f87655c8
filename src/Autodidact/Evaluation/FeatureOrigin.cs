namespace Autodidact.Evaluation;

/// <summary>Where features come from, by the names a card uses.</summary>
public static class FeatureOrigin
{
    /// <summary>The encoder that is measured.</summary>
    public const string Encoder = "encoder";

    /// <summary>The same network before any learning: what the architecture alone is worth.</summary>
    public const string RandomInitialization = "random-init";

    /// <summary>The pixels themselves: what no network at all is worth.</summary>
    public const string RawInput = "raw-input";

    /// <summary>Another encoder that the one that is measured is held against.</summary>
    public const string Beside = "beside";
}
