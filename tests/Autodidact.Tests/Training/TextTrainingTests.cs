using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Data.Text.WordPiece;
using Autodidact.Engine;
using Autodidact.Evaluation;
using Autodidact.Evaluation.FineTuning;
using Autodidact.Methods;
using Autodidact.Methods.Language;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Training;

/// <summary>Runs on texts.</summary>
public sealed class TextTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public TextTrainingTests() => _data = SmallTexts.Write(_folder.Path, 240);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_learns_which_words_go_together_and_its_encoder_is_measured()
    {
        Run run = await Pretraining.RunAsync(Options("run") with { Epochs = 20 });
        Assert.Equal(RunState.Finished, run.Information.State);
        foreach (string file in (string[])["views.txt", "encoder/encoder.json", "encoder/tokenizer.json"])
            Assert.True(File.Exists(Path.Combine(run.Folder.FullPath, file)), file);
        // The commonest of some 45 words is one in twenty: what is guessed better follows from the words beside it.
        Assert.InRange(Figure(run, "token_accuracy"), 0.5, 1);

        using Encoder encoder = Encoder.Load(run.Folder.Encoder);
        Assert.Equal((Modality.Text, 32), (encoder.Preprocessing.Name, encoder.FeatureSize));
        EvaluationCard card = await Evaluator.MeasureAsync(encoder, _data);
        Assert.Equal(3, card.Results.Select(row => row.Features).Distinct().Count());
        Assert.InRange(card.Results.Single(row => row is { Features: FeatureOrigin.Encoder, Evaluation: "knn" }).Value, 0.9, 1);
    }

    [Theory]
    [InlineData(SentenceTask.None)]
    [InlineData(SentenceTask.Next)]
    [InlineData(SentenceTask.Order)]
    public async Task A_stopped_run_continues_to_the_same_bytes(SentenceTask sentences)
    {
        PretrainOptions Options(string name) => this.Options(name) with { Method = new BertOptions { Sentences = sentences }, Chunks = 2, Steps = 6 };
        Run whole = await Pretraining.RunAsync(Options("whole"));
        using CancellationTokenSource source = new();
        await Pretraining.RunAsync(Options("parts"), observers: [new StopAt(source, 4)], cancel: source.Token);
        Run resumed = await Pretraining.RunAsync(Options("parts"), resume: true);
        Assert.Equal(Bytes(whole), Bytes(resumed));
    }

    [Fact]
    public async Task What_comes_before_the_first_step_is_told()
    {
        Listener listener = new();
        // Rows that an earlier run made would be used again.
        await Pretraining.RunAsync(Options("run") with { Steps = 1, Tokens = new() { Length = SmallTexts.Length, VocabularySize = 301 } }, observers: [listener]);
        Assert.Equal(["learning a vocabulary", "cutting texts into tokens", "step"], listener.Told.Select(work => work.Work).Distinct());
        Assert.All(listener.Told, work => Assert.Equal(240, work.Of));
        Assert.Equal(240, listener.Told.Where(work => work.Work == "cutting texts into tokens").Max(work => work.Done));
    }

    [Fact]
    public async Task What_does_not_fit_is_said()
    {
        Assert.Contains("must be one of bert-", await Mistake(Options("run") with { Backbone = new ResNet18Options() }));
        Assert.Contains("must be one of", await Mistake(Options("run") with { Method = new SimClrOptions() }));
        Assert.Contains("rows of 16 tokens that", await Mistake(Options("run") with { Batch = 4096 }));
        Assert.Contains("tokens.tokenizer", await Mistake(Options("run") with { Tokens = new() { Tokenizer = "nowhere.json" } }));
        Assert.Contains("positions", await Mistake(Options("run") with { Backbone = SmallTexts.Backbone with { Positions = 8 } }));
        Assert.Contains("method.replaced_share", await Mistake(Options("run") with { Method = new BertOptions { MaskedShare = 0.8, ReplacedShare = 0.5 } }));
        Assert.Contains("two sentences", await Mistake(Options("run") with { Method = new BertOptions { Sentences = SentenceTask.Next }, Tokens = new() { Length = 9 } }));
        Assert.Contains("backbone.vocabulary", await Mistake(Options("run") with { Backbone = SmallTexts.Backbone with { Vocabulary = 77 } }));
        string one = Path.Combine(_folder.Path, "one.txt");
        File.WriteAllText(one, string.Join(' ', Enumerable.Range(0, 400).Select(i => $"w{i % 20}")));
        Assert.Contains("method.sentences", await Mistake(Options("run") with { Data = one, Method = new BertOptions { Sentences = SentenceTask.Next } }));
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "run")));
    }

    [Fact]
    public void A_vocabulary_that_characters_alone_overfill_is_said()
    {
        string path = Path.Combine(_folder.Path, "many.txt");
        File.WriteAllLines(path, Enumerable.Range(0, 40).Select(line => string.Concat(Enumerable.Range(0, 10).Select(i => (char)(0x4E00 + (line * 10) + i)))));
        PretrainOptions options = Options("run") with { Data = path };
        TextTraining full = new(options, TextSources.Open(path), null, null, CancellationToken.None);
        Assert.Equal(405, full.Tokenizer.Vocabulary.Size);
        Assert.Contains("405 tokens and not 300", Assert.Single(full.Notes), StringComparison.Ordinal);
        Assert.Empty(new TextTraining(Options("run"), TextSources.Open(_data), null, null, CancellationToken.None).Notes);
    }

    [Fact]
    public async Task The_tokenizer_stays_with_the_weights()
    {
        Run run = await Pretraining.RunAsync(Options("run"));
        string other = Path.Combine(_folder.Path, "other.json");
        WordPieceTrainer.Train(["quite other words"], new() { VocabularySize = 40 }).Save(other);

        // Who starts from a run takes its tokenizer over, whatever the new texts would give.
        string texts = Path.Combine(_folder.Path, "more.txt");
        File.WriteAllLines(texts, Enumerable.Repeat("words that the first texts did not have at all and a frog", 60));
        Run next = await Pretraining.RunAsync(Options("next") with { Data = texts, From = run.Folder.Path });
        Assert.Equal(File.ReadAllText(run.Folder.Tokenizer), File.ReadAllText(next.Folder.Tokenizer));
        Assert.Contains("other numbers", await Mistake(Options("third") with { From = run.Folder.Path, Tokens = new() { Length = SmallTexts.Length, Tokenizer = other } }));

        // One that goes on has its own, wherever the one that it was started with lay.
        Assert.Contains("learned with", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(Options("run") with { Tokens = new() { Length = SmallTexts.Length, VocabularySize = 300, Tokenizer = other } }, resume: true))).Message);
        string moved = Path.Combine(_folder.Path, "moved");
        Directory.Move(next.Folder.FullPath, moved);
        Run again = await Pretraining.RunAsync(Options("next") with { Data = texts, Out = moved, Epochs = 4 }, resume: true);
        Assert.Equal(RunState.Finished, again.Information.State);

        File.Copy(other, run.Folder.Tokenizer, overwrite: true);
        Assert.Contains("is not the tokenizer", Assert.Throws<InvalidDataException>(() => Encoder.Load(run.Folder.Encoder)).Message);
    }

    [Fact]
    public async Task An_encoder_of_texts_is_fine_tuned_and_kept_with_its_tokenizer()
    {
        Run run = await Pretraining.RunAsync(Options("run"));
        using Encoder encoder = Encoder.Load(run.Folder.Encoder);
        FineTuningOptions options = new() { Labels = 40, Epochs = 6, LearningRates = [0.01], Threads = 1, Out = Path.Combine(_folder.Path, "tuned") };
        FineTuningResult result = await FineTuner.RunAsync(encoder, LabelledParts.Open(_data, Modality.Text), options);
        Assert.InRange(result.Accuracy, 0.9, 1);
        using Classifier classifier = Classifier.Load(options.Out);
        using TensorScope scope = new();
        Assert.Equal([1, 2], classifier.Logits(Tensor.From<long>([5, 6, 7], 1, 3)).Shape);
        Assert.True(File.Exists(Path.Combine(options.Out, "tokenizer.json")));
    }

    [Fact]
    public async Task An_encoder_of_texts_refuses_pictures()
    {
        Run run = await Pretraining.RunAsync(Options("run"));
        using Encoder encoder = Encoder.Load(run.Folder.Encoder);
        Assert.Contains("pictures", Assert.Throws<DataException>(() => FeatureReader.Of(encoder, DataSources.Open("shapes:count=4"))).Message);
        File.Delete(Path.Combine(run.Folder.Encoder, "tokenizer.json"));
        Assert.Throws<InvalidDataException>(() => Encoder.Load(run.Folder.Encoder));
    }

    private PretrainOptions Options(string name) => SmallTexts.Run(_data, Path.Combine(_folder.Path, name));

    private static async Task<string> Mistake(PretrainOptions options) => (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(options))).Message;

    private static byte[] Bytes(Run run) => File.ReadAllBytes(Path.Combine(run.Folder.Encoder, "encoder.safetensors"));

    private static double Figure(Run run, string name) => File.ReadLines(run.Folder.Metrics).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement)
        .Where(line => line.TryGetProperty(name, out _)).TakeLast(5).Average(line => line.GetProperty(name).GetDouble());

    private sealed class Listener : TrainingObserver
    {
        public List<Preparation> Told { get; } = [];

        public override void Preparing(Preparation work) => Told.Add(work);

        public override void StepCompleted(TrainingStep done) => Told.Add(new("step", 0, 240));
    }

    private sealed class StopAt(CancellationTokenSource source, int step) : TrainingObserver
    {
        public override void StepCompleted(TrainingStep done)
        {
            if (done.Step == step) source.Cancel();
        }
    }
}
