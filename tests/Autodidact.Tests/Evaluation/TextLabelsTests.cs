using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Evaluation;
using Autodidact.Evaluation.FineTuning;
using Autodidact.Models;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Xunit;

namespace Autodidact.Tests.Evaluation;

/// <summary>Labels of texts mean the same in every part, whatever else a file holds.</summary>
public sealed class TextLabelsTests : IDisposable
{
    private static readonly Dictionary<string, string> s_words = new() { ["neg"] = "awful bad poor", ["neutral"] = "table chair lamp", ["pos"] = "great fine lovely" };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("neg neutral pos", "neg pos", 1, "matched by name")]
    [InlineData("neg pos", "neg neutral pos", 2 / 3.0, "12 of 36 test samples are of classes without a training sample (neutral) and count as wrong")]
    [InlineData("neg neutral pos", "neutral pos", 1, "matched by name")]
    public async Task A_class_that_one_part_lacks_does_not_shift_the_others(string train, string test, double expected, string said)
    {
        Write("train.tsv", train.Split(' '), 40);
        Write("test.tsv", test.Split(' '), 12);
        LabelledParts parts = LabelledParts.Open(_folder.Path, Modality.Text);
        Assert.Equal(test.Split(' '), Enumerable.Range(0, parts.Test.Count).Select(i => parts.Test.Classes![parts.Test.Label(i)!.Value]).Distinct().Order(StringComparer.Ordinal));
        using Encoder encoder = SmallTexts.Encoder((TextSource)parts.Train);

        EvaluationCard card = await Evaluator.MeasureAsync(encoder, parts, new() { With = ["knn"], K = 5, Threads = 1 });
        Assert.Contains(card.Notes, note => note.Contains(said, StringComparison.Ordinal));
        Assert.Equal(expected, card.Results.Single(row => row.Features == FeatureOrigin.RawInput).Value, 9);

        FineTuningResult tuned = await FineTuner.RunAsync(encoder, parts, new() { Epochs = 8, Batch = 16, LayerDecay = 1, LearningRates = [0.01], Threads = 1, LoaderThreads = 1 });
        Assert.Equal(expected, tuned.Accuracy, 1);
        Assert.Contains(tuned.Notes, note => note.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void Parts_with_the_same_classes_are_taken_as_they_are()
    {
        Write("train.tsv", ["neg", "pos"], 4);
        Write("test.tsv", ["neg", "pos"], 4);
        LabelledParts parts = LabelledParts.Open(_folder.Path, Modality.Text);
        Assert.Empty(parts.Notes);
        Assert.IsType<RecordSource>(parts.Test);
    }

    [Fact]
    public void Parts_whose_classes_have_no_name_in_common_are_refused()
    {
        Write("train.tsv", ["neg", "pos"], 4);
        File.WriteAllText(_folder["test.tsv"], "text\tlabel\nfine\t1\nbad\t0\n");
        Assert.Contains("(neg, pos) and of", Assert.Throws<DataException>(() => LabelledParts.Open(_folder.Path, Modality.Text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_are_matched_by_name_as_well()
    {
        NamedImages few = new(["cat", "dog"]), more = new(["cat", "cow", "dog"]);
        LabelledParts parts = LabelledParts.Of(more, few);
        Assert.Equal([0, 2], new[] { 0, 1 }.Select(parts.Test.Label));
        Assert.Equal(["cat", "dog", "cow"], LabelledParts.Of(few, more).Test.Classes);
    }

    [Theory]
    [InlineData("x.tsv", "a fine film\t1\t7\nno good\t0\t8\nwell well\t1\t9\n", "?text=1,label=2")]
    [InlineData("x.tsv", "id\tstars\treview\n1\t5\tfine, really\n2\t5\tno\n3\t1\tso so\n", "?text=3,label=2")]
    [InlineData("x.jsonl", "{\"text\": \"fine\", \"more\": {\"x\": 1}, \"topic\": \"film\"}\n", "?text=text,label=topic")]
    public void Who_asks_for_labels_that_were_not_named_gets_an_example_that_works(string name, string content, string said)
    {
        File.WriteAllText(_folder[name], content);
        string refusal = Assert.Throws<DataException>(() => LabelledParts.Open(_folder[name], Modality.Text)).Message;
        Assert.Contains($"as in \"{_folder[name]}{said}\"", refusal, StringComparison.Ordinal);
        Assert.NotNull(TextSources.Open(_folder[name] + said).Classes);
    }

    [Theory]
    [InlineData("x.txt", "a text\nanother\n")]
    [InlineData("x.tsv", "text\na text\n")]
    [InlineData("x.jsonl", "{\"text\": \"fine\"}\n")]
    public void Where_nothing_could_be_a_label_there_is_no_example(string name, string content)
    {
        File.WriteAllText(_folder[name], content);
        Assert.EndsWith("about labels. Name data that have labels.", Assert.Throws<DataException>(() => LabelledParts.Open(_folder[name], Modality.Text)).Message, StringComparison.Ordinal);
    }

    [DatasetFact("sst2")]
    public void The_example_for_published_files_works()
    {
        string path = Datasets.PathOf("sst2");
        Assert.Contains($"\"{path}?text=1,label=2\"", Assert.Throws<DataException>(() => LabelledParts.Open(path, Modality.Text)).Message, StringComparison.Ordinal);
        Assert.Equal(2, LabelledParts.Open(path + "?text=1,label=2", Modality.Text).Classes);
    }

    private void Write(string name, string[] classes, int each) => File.WriteAllLines(_folder[name], Enumerable.Range(0, each * classes.Length).Select(i =>
    {
        string[] words = s_words[classes[i % classes.Length]].Split(' ');
        return $"{words[i % 3]} {words[i / 3 % 3]} {words[i / 9 % 3]}\t{classes[i % classes.Length]}";
    }).Prepend("text\tlabel"));

    /// <summary>A picture of each class.</summary>
    private sealed class NamedImages(string[] classes) : ImageSource
    {
        public override string Name => "named";

        public override string Kind => "named";

        public override int Count => classes.Length;

        public override IReadOnlyList<string> Classes => classes;

        public override Image Read(int index) => throw new NotSupportedException();

        public override int? Label(int index) => index;

        public override string Id(int index) => classes[index];

        protected override string ContentHash() => "0";
    }
}
