using System.Reflection;
using Autodidact.Data.Formats;
using Autodidact.Engine.Images;
using Autodidact.Tests.Architecture;
using Xunit;

namespace Autodidact.Tests.Fuzzing;

/// <summary>No file, however damaged, ends the program, keeps it forever, takes more memory than it is worth, or fails without saying why.</summary>
public sealed class FuzzTests
{
    /// <summary>What a type must use to be able to read a file, or a text that came out of one.</summary>
    private static readonly HashSet<string> s_readers =
        ["File", "FileStream", "StreamReader", "RandomAccess", "JsonDocument", "JsonSerializer", "Utf8JsonReader", "JsonNode", "ZipArchive", "GZipStream", "ZLibStream", "DeflateStream", "TarReader", "MemoryMappedFile", "BinaryReader", "Parser", "XmlReader"];

    /// <summary>Types that use one of these and read nothing foreign.</summary>
    private static readonly Dictionary<string, string> s_others = new()
    {
        ["AttentionPage"] = "reads what is built in",
        ["AtomicFile"] = "writes",
        ["DataSources"] = "asks whether a file is there; the formats read it",
        ["Embedder"] = "writes",
        ["EmbeddingJson"] = "generated for EmbeddingIndex",
        ["RowReader"] = "the readers of each format read",
        ["ShardedFeatures"] = "asks whether a file is there; EmbeddingIndex reads it",
        ["Query"] = "hands over a picture; ImageFiles reads it",
        ["VectorSpool"] = "reads what it wrote itself",
        ["NativeLibraries"] = "asks whether a file is there",
        ["OptionsJson"] = "writes",
        ["ProcessorInformation"] = "reads what the kernel tells",
        ["RunJson"] = "generated for RunInformation",
        ["RunLog"] = "writes",
        ["ClassifierJson"] = "generated for Classifier",
        ["FineTuner"] = "writes",
        ["FineTuningJson"] = "generated for FineTuningResult",
        ["HtmlWriter"] = "writes",
        ["LinePlot"] = "writes",
        ["PageAssets"] = "reads what is built in",
        ["FindingsSection"] = "asks whether a file is there; MetricsLog reads it",
        ["ReconstructionsSection"] = "hands a file to ImageCodec",
        ["RecipeSection"] = "shows files as they are",
        ["ReportReading"] = "asks whether a file is there; MetricsLog reads it",
        ["ViewsSection"] = "hands a file to ImageCodec",
        ["ScatterMap"] = "writes",
        ["EvaluationStoreJson"] = "generated for EvaluationStore",
        ["SharedFeatures"] = "reads what processes of the same run say",
        ["Trainer`1"] = "reads what processes of the same run say",
        ["RunDiagnosis"] = "asks whether a file is there; MetricsLog reads it",
        ["RunFigures"] = "asks whether a file is there; MetricsLog reads it",
        ["EarlierRun"] = "asks whether a file is there, and hashes it; Encoder reads it",
        ["Tokenizer"] = "writes; TokenizerFiles reads it",
        ["ImageParts"] = "asks whether a file is there",
        ["RecipeComparison"] = "asks whether a file is there; Tokenizer reads it",
        ["TextParts"] = "asks whether a file is there",
        ["SweepJson"] = "generated for SweepResult",
        ["SweepPlan"] = "asks whether a file is there",
        ["SweepResult"] = "writes",
        ["Word2VecInformation"] = "writes",
        ["Word2VecJson"] = "generated for Word2VecInformation",
    };

    private static readonly IFuzzTarget[] s_targets =
    [
        .. typeof(FuzzTests).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IFuzzTarget)) && type is { IsAbstract: false, IsNested: false })
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (IFuzzTarget)Activator.CreateInstance(type)!),
    ];

    public static TheoryData<string> Names => [.. s_targets.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bad_input_is_refused_or_read(string name)
    {
        IFuzzTarget target = s_targets.Single(target => target.Name == name);
        IReadOnlyCollection<string> failures = FuzzSettings.Input is { } saved
            ? Replay(target, saved)
            : new Fuzzer(target, FuzzSettings.TimeLimit).Run(FuzzSettings.InputsOf(target), FuzzSettings.Seed);
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    [Fact]
    public void Every_reader_has_a_target()
    {
        HashSet<Type> covered = [.. s_targets.SelectMany(target => target.Covers)];
        string[] missing = [.. from assembly in new[] { typeof(ImageCodec).Assembly, typeof(SourceFormat).Assembly }
                     from type in assembly.GetTypes()
                     where !type.IsNested && IsReader(type) && !covered.Contains(type) && !s_others.ContainsKey(type.Name)
                     select $"{type.FullName} reads foreign bytes, and no fuzz target covers it"];
        Assert.True(missing.Length == 0, string.Join("\n", missing));
    }

    private static IReadOnlyCollection<string> Replay(IFuzzTarget target, string saved)
    {
        if (!Path.GetFileName(saved).StartsWith(target.Name + "-", StringComparison.Ordinal)) return [];
        string folder = Directory.CreateDirectory(Path.Combine(FuzzSettings.Folder, target.Name)).FullName;
        target.Prepare(folder);
        Fuzzer fuzzer = new(target, FuzzSettings.TimeLimit);
        fuzzer.Read(File.ReadAllBytes(Path.Combine(FuzzSettings.Folder, "..", "..", saved)), Path.Combine(folder, target.FileName));
        return fuzzer.Failures;
    }

    private static bool IsReader(Type type) =>
        (type.IsSubclassOf(typeof(SourceFormat)) && !type.IsAbstract)
        || type.GetMethod("ReadHeader", BindingFlags.Static | BindingFlags.Public) is not null
        || WithNested(type).SelectMany(ReferencedTypes.Of).Any(used => s_readers.Contains(used.Name.Split('`')[0]) && used.Assembly != type.Assembly);

    private static IEnumerable<Type> WithNested(Type type) =>
        type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).SelectMany(WithNested).Prepend(type);
}
