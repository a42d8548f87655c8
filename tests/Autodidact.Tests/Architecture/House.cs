namespace Autodidact.Tests.Architecture;

/// <summary>The rooms of the house and the arrows between them: which namespaces may use which.</summary>
internal static class House
{
    private static readonly (string Room, string[] MayUse)[] s_arrows =
    [
        ("Autodidact.Engine", []),
        ("Autodidact.Configuration", ["Autodidact.Engine"]),
        ("Autodidact.Data", ["Autodidact.Engine", "Autodidact.Configuration"]),
        ("Autodidact.Objectives", ["Autodidact.Engine"]),
        ("Autodidact.Models", ["Autodidact.Data"]),
        ("Autodidact.Methods", ["Autodidact.Objectives", "Autodidact.Models"]),
        ("Autodidact.Training", ["Autodidact.Methods"]),
        ("Autodidact.Evaluation", ["Autodidact.Training"]),
        ("Autodidact.Embeddings", ["Autodidact.Evaluation"]),
        ("Autodidact.Reports", ["Autodidact.Embeddings"]),
        ("Autodidact.Cli", ["Autodidact.Reports"]),
    ];

    /// <summary>The room a type lives in, or null for a type of somebody else's.</summary>
    public static string? RoomOf(Type type)
    {
        string name = type.Namespace ?? "";
        if (name != "Autodidact" && !name.StartsWith("Autodidact.", StringComparison.Ordinal)) return null;
        return s_arrows.Select(arrow => arrow.Room).FirstOrDefault(room => name == room || name.StartsWith(room + ".", StringComparison.Ordinal)) ?? name;
    }

    /// <summary>Whether a type of <paramref name="room"/> may use one of <paramref name="other"/>: there is a way along the arrows.</summary>
    public static bool MayUse(string room, string other) =>
        room == other || s_arrows.FirstOrDefault(arrow => arrow.Room == room).MayUse is { } direct && direct.Any(next => MayUse(next, other));

    /// <summary>Whether the room is drawn in the map.</summary>
    public static bool IsRoom(string room) => s_arrows.Any(arrow => arrow.Room == room);
}
