namespace Autodidact.Data;

/// <summary>The kinds of sample that methods learn from, sources hold and encoders read.</summary>
public static class Modality
{
    /// <summary>Pictures.</summary>
    public const string Image = "image";

    /// <summary>Texts.</summary>
    public const string Text = "text";
}
