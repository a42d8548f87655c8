using System.Text.Json.Serialization;
using Autodidact.Cli.Commands;
using Autodidact.Embeddings;
using Autodidact.Embeddings.Clusters;
using Autodidact.Embeddings.Detection;
using Autodidact.Embeddings.Components;
using Autodidact.Embeddings.Maps;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Comparison;
using Autodidact.Evaluation.FineTuning;
using Autodidact.Evaluation.Information;
using Autodidact.Evaluation.Sweeps;
using Autodidact.Evaluation.Verification;
using Autodidact.Evaluation.Words;
using Autodidact.Reports;
using Autodidact.Training;

namespace Autodidact.Cli;

/// <summary>How results become JSON; generated at build time, which keeps start-up short.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ListResult))]
[JsonSerializable(typeof(DataInformation))]
[JsonSerializable(typeof(CorruptionsDrawn))]
[JsonSerializable(typeof(DoctorResult))]
[JsonSerializable(typeof(PretrainResult))]
[JsonSerializable(typeof(RunsResult))]
[JsonSerializable(typeof(StepSpeedResult))]
[JsonSerializable(typeof(EvaluationCard))]
[JsonSerializable(typeof(FineTuningResult))]
[JsonSerializable(typeof(RunComparison))]
[JsonSerializable(typeof(InformationCard))]
[JsonSerializable(typeof(SweepResult))]
[JsonSerializable(typeof(VerificationResult))]
[JsonSerializable(typeof(ReportResult))]
[JsonSerializable(typeof(EmbedResult))]
[JsonSerializable(typeof(IndexResult))]
[JsonSerializable(typeof(SearchResult))]
[JsonSerializable(typeof(DuplicatesResult))]
[JsonSerializable(typeof(NeighboursResult))]
[JsonSerializable(typeof(ClusterResult))]
[JsonSerializable(typeof(DetectionResult))]
[JsonSerializable(typeof(MapResult))]
[JsonSerializable(typeof(IcaResult))]
[JsonSerializable(typeof(AttentionResult))]
[JsonSerializable(typeof(BenchViewsResult))]
[JsonSerializable(typeof(BenchTrainResult))]
[JsonSerializable(typeof(Word2VecResultJson))]
[JsonSerializable(typeof(WordCard))]
[JsonSerializable(typeof(NearestResult))]
internal sealed partial class CliJson : JsonSerializerContext;
