using System.Diagnostics;

namespace Autodidact.Cli.Rendering;

/// <summary>
/// How far something is, on standard error: one line that rewrites itself where somebody watches, a plain line every ten
/// seconds where a file does.
/// </summary>
internal sealed class LiveLine(Shell shell)
{
    private static readonly TimeSpan s_liveInterval = TimeSpan.FromMilliseconds(100), s_plainInterval = TimeSpan.FromSeconds(10);

    private readonly bool _live = shell.IsLive;
    private long _shown = Stopwatch.GetTimestamp();
    private bool _open;

    /// <summary>Shows <paramref name="text"/> if it is time to; <paramref name="share"/> of the work, 0 to 1, is done.</summary>
    public void Show(double share, Func<string> text, bool always = false)
    {
        if (!always && Stopwatch.GetElapsedTime(_shown) < (_live ? s_liveInterval : s_plainInterval))
            return;
        _shown = Stopwatch.GetTimestamp();
        if (_live)
            shell.Error.Write($"\r\u001b[2K{Bar(share)} {Fit(text())}");
        else
            shell.Error.WriteLine(text());
        _open = _live;
    }

    /// <summary>A line that stays.</summary>
    public void Line(string text)
    {
        Close();
        shell.Error.WriteLine(text);
    }

    /// <summary>Leaves what was shown last.</summary>
    public void Close()
    {
        if (_open)
            shell.Error.WriteLine();
        _open = false;
    }

    private static string Bar(double share)
    {
        const int Width = 20;
        int full = (int)(Math.Clamp(share, 0, 1) * Width);
        return $"\u001b[36m{new string('━', full)}\u001b[90m{new string('━', Width - full)}\u001b[0m";
    }

    /// <summary>A line longer than the terminal could not be rewritten.</summary>
    private static string Fit(string text)
    {
        int room = 0;
        try
        {
            room = Console.WindowWidth - 22;
        }
        catch (IOException)
        {
            // No terminal size: the line is left as it is.
        }
        return room > 0 && text.Length > room ? text[..room] : text;
    }
}
