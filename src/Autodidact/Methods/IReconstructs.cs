using Autodidact.Data.Loading;

namespace Autodidact.Methods;

/// <summary>A method that predicts pixels, and can show them.</summary>
public interface IReconstructs
{
    /// <summary>What it makes of some pictures; the same parts are hidden of them each time.</summary>
    Reconstruction Reconstruct(ImageViews batch);
}
