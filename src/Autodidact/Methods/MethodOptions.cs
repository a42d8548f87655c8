using Autodidact.Configuration;
using Autodidact.Models;
using Autodidact.Models.ResNets;

namespace Autodidact.Methods;

/// <summary>
/// What a method can be told. Every method has one sealed record below this one; it is found by reflection, so that a new
/// method appears in recipes, on the command line and in <c>list methods</c> by being written.
/// </summary>
/// <remarks>
/// Settings are <c>init</c> properties with defaults. Their names in a recipe are the property names in snake_case
/// (<c>Temperature</c> is <c>method.temperature</c>); <see cref="System.ComponentModel.DataAnnotations.RangeAttribute"/> and
/// <see cref="System.ComponentModel.DataAnnotations.AllowedValuesAttribute"/> say what is allowed.
/// </remarks>
public abstract record MethodOptions
{
    /// <summary>The name in recipes and on the command line, such as <c>simclr</c>. One record type has one name.</summary>
    public abstract string Name { get; }

    /// <summary>The family of methods it belongs to, such as <c>contrastive</c>.</summary>
    public abstract string Family { get; }

    /// <summary>The kind of sample it learns from, such as <c>image</c>.</summary>
    public virtual string Modality => Data.Modality.Image;

    /// <summary>One line for lists: what is predicted from what, and who proposed it.</summary>
    public abstract string Summary { get; }

    /// <summary>The network that learns where none is named.</summary>
    public virtual BackboneOptions UsualBackbone => new ResNet18Options();

    /// <summary>A network whose choices that were left open are made as the method is usually run, such as where a transformer's positions come from.</summary>
    public virtual BackboneOptions Suited(BackboneOptions backbone) => backbone;

    /// <summary>Whether AdamW is its usual optimizer with every network; otherwise the network decides (<see cref="BackboneOptions.UsesAdamW"/>).</summary>
    public virtual bool UsesAdamW => false;

    /// <summary>Why the method cannot use a backbone that reads what it learns from; null where it can.</summary>
    public virtual ConfigurationMistake? Problem(BackboneOptions backbone) => null;

    /// <summary>The setting that names the earlier run that the method builds on, and its folder, empty where none is named yet; null where it builds on none.</summary>
    public virtual (string Setting, string Path)? Earlier => null;

    /// <summary>Whether it learns from labels: the baselines that the others are measured against.</summary>
    public virtual bool ReadsLabels => false;

    /// <summary>These options with everything settled that depends on where the program was started: paths are whole.</summary>
    public virtual MethodOptions Resolve() => this;
}
