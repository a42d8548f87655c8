using System.CommandLine;

namespace Autodidact.Cli;

/// <summary>The settings of a run that have flags of their own; all others go by <c>--set</c>.</summary>
internal static class PretrainFlags
{
    private static readonly (string Setting, string Value, string Description)[] s_all =
    [
        ("data", "DATA", "What to learn from: a path, kind:path, or shapes. Labels are read by supervised methods alone."),
        ("method", "NAME", "How to learn; 'list methods' shows all."),
        ("backbone", "NAME", "The network that is kept; 'list backbones' shows all. Default: the method's, as 'list methods' says."),
        ("out", "FOLDER", "The run's folder; must not exist. Default: runs/METHOD-DATA-N."),
        ("epochs", "N", "Passes over the data."),
        ("steps", "N", "End after this many optimizer steps."),
        ("batch", "N", "Pictures in a step."),
        ("chunks", "N", "Parts in which a batch goes through the network: less memory, same loss."),
        ("limit", "N", "Use only the first samples."),
        ("seed", "N", "Decides first weights, order and views."),
        ("checkpoint_every", "STEPS", "Steps between checkpoints. Default: one after every pass."),
        ("keep_last", "N", "Newest checkpoints that are kept."),
        ("keep", "last|best", "Which checkpoint gives the encoder; best by keep_by, a score without labels by default."),
        ("from", "RUN", "Start a new run from the weights of this run or encoder."),
        ("precision", "auto|fp32|bf16", "Number format of the networks."),
        ("threads", "N", "Threads that compute."),
        ("loader_threads", "N", "Threads that read and augment."),
        ("deterministic", SettingFlags.Switch, "Only operators that give the same bits every time; checked on the first step."),
        ("device", "cpu|cuda|cuda:N", "Where to compute."),
    ];

    /// <summary>All flags but <paramref name="without"/>.</summary>
    public static SettingFlags Add(Command command, params string[] without) =>
        new(command, s_all.Where(flag => !without.Contains(flag.Setting)));
}
