using System.Text;
using Autodidact.Training;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>The files of git that tell which commit a run was started at; a damaged repository is as good as none.</summary>
internal sealed class GitCommitTarget : IFuzzTarget
{
    private const string Separator = "\n=\n";

    public string Name => "git-commit";

    public string FileName => "input.txt";

    public IReadOnlyList<Type> Covers => [typeof(GitCommit)];

    public IReadOnlyList<Type> Refusals => [];

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Encoding.UTF8.GetBytes($"ref: refs/heads/main{Separator}# packed\n{new string('a', 40)} refs/heads/main\n"),
        Encoding.UTF8.GetBytes($"{new string('b', 40)}\n{Separator}"),
    ];

    public IReadOnlyList<string> Words => ["ref: ", "refs/heads/main", Separator, "\0", "/", "../", "\n", " refs/heads/main", "//"];

    public long Budget(int length) => (1 << 20) + (64L * length);

    /// <summary>The input holds both files, <c>HEAD</c> and <c>packed-refs</c>.</summary>
    public void Read(string path)
    {
        string folder = Path.GetDirectoryName(path)!, git = Directory.CreateDirectory(Path.Combine(folder, ".git")).FullName;
        string[] parts = File.ReadAllText(path).Split(Separator, 2);
        File.WriteAllText(Path.Combine(git, "HEAD"), parts[0]);
        File.WriteAllText(Path.Combine(git, "packed-refs"), parts[^1]);
        if (GitCommit.Find(folder) is { } commit && commit.Length != 40) throw new InvalidOperationException($"'{commit}' is no commit.");
    }
}
