using System.Diagnostics;
using System.Text;
using Autodidact.Data.Text;
using Autodidact.Data.Text.ByteBpe;
using Autodidact.Data.Text.WordPiece;

/// <summary>How fast texts are read, and tokenizers trained and used. Processor time is what counts, since others may be busy on the machine.</summary>
internal static class TextSpeed
{
    public static void Measure(string specification)
    {
        TextSource source = Time("open", 0, () => TextSources.Open(specification));
        string[] texts = Time("read", 0, () => Enumerable.Range(0, source.Count).Select(i => source.Read(i).Text).ToArray());
        double megabytes = texts.Sum(text => (double)Encoding.UTF8.GetByteCount(text)) / 1e6;
        Console.WriteLine($"{source}, {megabytes:F1} MB");
        foreach (Tokenizer tokenizer in new Tokenizer[] { Time("train byte-bpe", megabytes, () => ByteBpeTrainer.Train(texts)), Time("train wordpiece", megabytes, () => WordPieceTrainer.Train(texts)) })
        {
            // The first round is the compiler's and the cache's.
            for (int round = 0; round < 3; round++)
            {
                long tokens = Time($"encode {tokenizer.Kind}", megabytes, () => texts.Sum(text => (long)tokenizer.Encode(text).Count));
                if (round == 2) Console.WriteLine($"{tokenizer}: {megabytes * 1e6 / tokens:F2} bytes a token");
            }
        }
    }

    private static T Time<T>(string what, double megabytes, Func<T> run)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        T result = run();
        double seconds = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        Console.WriteLine($"{what}: {seconds:F2} s of one core{(megabytes > 0 ? $", {megabytes / seconds:F1} MB/s" : "")}");
        return result;
    }
}
