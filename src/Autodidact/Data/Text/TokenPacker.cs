namespace Autodidact.Data.Text;

/// <summary>
/// Puts documents into rows of one length, so that little of a batch is padding. Which tokens belong together stays known. The rows are a
/// function of the documents, their order and the options. Krell et al. 2021, arXiv:2107.02027.
/// </summary>
public static class TokenPacker
{
    /// <summary>Packs documents as they come; rows come as they are full.</summary>
    /// <param name="documents">Tokens of each; empty documents have a number and no segment.</param>
    /// <param name="options">Null for the defaults.</param>
    public static IEnumerable<PackedRow> Pack(IEnumerable<int[]> documents, PackOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(documents);
        options ??= new PackOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.OpenRows, 1);
        return options.Splits ? Flow(documents, options) : KeepWhole(documents, options);
    }

    private static IEnumerable<PackedRow> Flow(IEnumerable<int[]> documents, PackOptions options)
    {
        OpenRow row = new(options);
        int number = 0;
        foreach (int[] document in documents)
        {
            for (int start = 0; start < document.Length;)
            {
                int length = Math.Min(row.Room, document.Length - start);
                row.Add(number, document, start, length);
                start += length;
                if (row.Room > 0) continue;
                yield return row.Close();
                row = new OpenRow(options);
            }
            number++;
        }
        if (row.Room < options.Length) yield return row.Close();
    }

    /// <summary>Best fit: a piece goes into the fullest open row that has room for it, the oldest of equally full ones.</summary>
    private static IEnumerable<PackedRow> KeepWhole(IEnumerable<int[]> documents, PackOptions options)
    {
        List<OpenRow> open = [];
        int number = 0;
        foreach (int[] document in documents)
        {
            for (int start = 0; start < document.Length; start += options.Length)
            {
                int length = Math.Min(options.Length, document.Length - start);
                OpenRow? row = open.Where(candidate => candidate.Room >= length).MinBy(candidate => candidate.Room);
                if (row is null)
                {
                    // The fullest row has the least to hope for.
                    if (open.Count == options.OpenRows) yield return CloseFullest(open);
                    open.Add(row = new OpenRow(options));
                }
                row.Add(number, document, start, length);
                if (row.Room > 0) continue;
                open.Remove(row);
                yield return row.Close();
            }
            number++;
        }
        foreach (OpenRow row in open) yield return row.Close();
    }

    private static PackedRow CloseFullest(List<OpenRow> open)
    {
        OpenRow fullest = open.MinBy(row => row.Room)!;
        open.Remove(fullest);
        return fullest.Close();
    }

    private sealed class OpenRow
    {
        private readonly int[] _tokens;
        private readonly List<PackedSegment> _segments = [];
        private int _filled;

        public OpenRow(PackOptions options)
        {
            _tokens = new int[options.Length];
            Array.Fill(_tokens, options.Padding);
        }

        public int Room => _tokens.Length - _filled;

        public void Add(int number, int[] document, int start, int length)
        {
            document.AsSpan(start, length).CopyTo(_tokens.AsSpan(_filled));
            _segments.Add(new PackedSegment(number, start, _filled, length));
            _filled += length;
        }

        public PackedRow Close() => new(_tokens, _segments);
    }
}
