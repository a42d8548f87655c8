using System.Runtime.InteropServices;
using Autodidact.Cli.Processes;

namespace Autodidact.Cli;

/// <summary>
/// Ctrl-C and SIGTERM ask a command to stop: it finishes what is under way, saves what is to be saved and ends. Asked a second
/// time, the process ends at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration[] _signals;

    public Interruption(Shell shell, CancellationToken outer)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(outer);
        void Handle(PosixSignalContext signal)
        {
            if (_source.IsCancellationRequested)
                return;      // not cancelled: the system's default ends the process
            signal.Cancel = true;
            shell.Error.WriteLine("\nStopping after what is under way. Once more stops at once.");
            _source.Cancel();
        }
        if (LauncherLink.IsHere)
        {
            // A terminal or a batch system may signal all processes at once, and the launcher passes its signal on: one wish, heard twice.
            LauncherLink.Listen(_source.Cancel);
            void Stop(PosixSignalContext signal)
            {
                signal.Cancel = true;
                _source.Cancel();
            }
            _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];
            return;
        }
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
            signal.Dispose();
        _source.Dispose();
    }
}
