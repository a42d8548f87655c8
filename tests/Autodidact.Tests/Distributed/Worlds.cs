using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using Autodidact.Engine.Distributed;

namespace Autodidact.Tests.Distributed;

/// <summary>Worlds whose processes are threads of the test: the same store, groups and collectives, without starting programs.</summary>
internal static class Worlds
{
    /// <summary>Runs <paramref name="work"/> as every rank of a world and gives the results in the order of ranks.</summary>
    public static T[] Run<T>(int size, Func<World, T> work, WorldOptions? options = null)
    {
        if (size == 1) return [work(World.Alone)];
        int port = FreePort();
        T[] results = new T[size];
        Exception?[] failures = new Exception?[size];
        Thread[] threads = [.. Enumerable.Range(0, size).Select(rank => new Thread(() =>
        {
            World? world = null;
            try
            {
                world = World.Join(new WorldPlace { Rank = rank, Size = size, LocalRank = rank, LocalSize = size, Port = port }, options);
                results[rank] = work(world);
                if (!world.IsLost) world.Leave();
            }
            catch (Exception error)
            {
                failures[rank] = error;
                world?.Fail(error.Message);
            }
            finally
            {
                world?.Dispose();
            }
        }, 16 << 20))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        // What went wrong on one rank ends the others too: the cause is the one that is not about somebody else.
        if ((failures.FirstOrDefault(error => error is not (null or RankLostException)) ?? failures.FirstOrDefault(error => error is not null)) is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        return results;
    }

    /// <summary>A port of the loopback that nobody listens on.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
