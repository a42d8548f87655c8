using Xunit;
using Xunit.Sdk;

namespace Autodidact.Tests.Golden;

/// <summary>A test <c>(string file, string name)</c> that runs once for every golden case.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Autodidact.Tests.Golden.GoldenTheoryDiscoverer", "Autodidact.Tests")]
public sealed class GoldenTheoryAttribute : FactAttribute;
