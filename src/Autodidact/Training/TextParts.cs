using System.Globalization;
using System.Text;
using Autodidact.Data.Loading;
using Autodidact.Data.Text;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Engine.Serialization;
using Autodidact.Methods;
using Autodidact.Models;

namespace Autodidact.Training;

/// <summary>What a run on texts is made of.</summary>
internal sealed class TextParts(PretrainOptions options, TextSource source, TokenRows rows, IReadOnlyList<string> notes)
    : TrainingParts<TokenBatch>(options, source, rows.Count, device => Load(options, rows, device), (method, backbone, context) => ((TextMethodOptions)method).Create(backbone, context, options.Tokens, rows.Tokenizer))
{
    private const int Shown = 20;

    private readonly int _length = options.Tokens.Length;
    private readonly TokenRows _rows = rows;

    public override Preprocessing Preprocessing => TextPreprocessing.Of(_rows.Tokenizer, _length);

    public override IEnumerable<string> Notes => _rows.Notes.Concat(notes);

    /// <summary>The first rows, token by token, a bar between texts; what is hidden of them is drawn anew in every step.</summary>
    public override void WriteViews(RunFolder folder)
    {
        string path = Path.ChangeExtension(folder.Views, ".txt");
        if (File.Exists(path)) return;
        StringBuilder shown = new();
        for (int i = 0; i < Math.Min(Shown, _rows.Count); i++)
        {
            PackedRow row = _rows[i];
            shown.AppendJoin(" | ", row.Segments.Select(segment => string.Join(' ', row.Tokens.AsSpan(segment.Column, segment.Length).ToArray().Select(Name)))).Append('\n');
        }
        AtomicFile.WriteText(path, shown.ToString());
    }

    private string Name(int id) => _rows.Tokenizer.Vocabulary.TryGetToken(id, out string? token) ? token : id.ToString(CultureInfo.InvariantCulture);

    private static TokenLoader Load(PretrainOptions options, TokenRows rows, Device device) =>
        new(rows, new() { Batch = options.Batch, Seed = options.Seed, Rank = World.Current.Rank, Processes = World.Current.Size, Device = device });
}
