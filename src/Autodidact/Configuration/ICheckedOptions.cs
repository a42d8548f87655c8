namespace Autodidact.Configuration;

/// <summary>Options whose settings must also fit each other, beyond what each may be by itself.</summary>
public interface ICheckedOptions
{
    /// <summary>What does not fit; fields are named relative to this record (<c>min_scale</c>).</summary>
    IEnumerable<ConfigurationMistake> Check();
}
