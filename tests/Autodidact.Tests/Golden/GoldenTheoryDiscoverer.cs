using Xunit.Abstractions;
using Xunit.Sdk;

namespace Autodidact.Tests.Golden;

/// <summary>Makes a test of every golden case; xunit 2 cannot skip single rows of a theory by itself, and a case without a binder is skipped.</summary>
public sealed class GoldenTheoryDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        TestMethodDisplay display = discoveryOptions.MethodDisplayOrDefault();
        TestMethodDisplayOptions options = discoveryOptions.MethodDisplayOptionsOrDefault();
        IXunitTestCase Run(params object[] arguments) => new XunitTestCase(messages, display, options, testMethod, arguments);
        IXunitTestCase Skip(string reason, params object[] arguments) => new XunitSkippedDataRowTestCase(messages, display, options, testMethod, reason, arguments);

        if (GoldenFolder.Path is null)
            return [Skip($"no golden values: there is no shared/golden beside the repository, and {GoldenFolder.Variable} is not set", "", "")];
        if (!Directory.Exists(GoldenFolder.Path) || !GoldenFolder.Files.Any()) return [Run(GoldenFolder.Path, "")];
        return [.. GoldenFolder.Files.SelectMany(OfFile)];

        IEnumerable<IXunitTestCase> OfFile(string file)
        {
            string[] cases;
            try
            {
                cases = GoldenFolder.CasesOf(file);
            }
            catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                // The test opens it again and fails with what is wrong.
                return [Run(file, "")];
            }
            return cases.Select(name => GoldenBinders.Find(file, name) is null ? Skip("not implemented", file, name) : Run(file, name));
        }
    }
}
