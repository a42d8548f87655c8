using System.Text.Json.Serialization;

namespace Autodidact.Cli.Diagnosis;

/// <summary>One thing the doctor looked at.</summary>
/// <param name="Name">What it is.</param>
/// <param name="State">How it is.</param>
/// <param name="Found">What was found, such as a version.</param>
/// <param name="Advice">What to do; null when nothing is to be done.</param>
/// <param name="IsNeeded">Nothing works without it.</param>
internal sealed record MachineCheck(string Name, CheckState State, string Found, string? Advice = null, [property: JsonIgnore] bool IsNeeded = false);
