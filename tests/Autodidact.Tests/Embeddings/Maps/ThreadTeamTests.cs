using Autodidact.Embeddings.Maps;
using Xunit;

namespace Autodidact.Tests.Embeddings.Maps;

public sealed class ThreadTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Every_thing_is_done_once_in_every_step(int threads)
    {
        using ThreadTeam team = new(threads);
        int[] times = new int[1003];
        for (int step = 1; step <= 500; step++)
        {
            team.Over(times.Length, 10, (from, to) =>
            {
                for (int i = from; i < to; i++) times[i]++;
            });
            // The step is over when it says so.
            Assert.All(times, time => Assert.Equal(step, time));
        }
    }

    [Fact]
    public void What_goes_wrong_in_a_block_is_told_and_the_team_goes_on()
    {
        using ThreadTeam team = new(3);
        Assert.Equal("block 40", Assert.Throws<InvalidDataException>(() => team.Over(100, 10, (from, _) => { if (from == 40) throw new InvalidDataException($"block {from}"); })).Message);
        int done = 0;
        team.Over(100, 10, (from, to) => Interlocked.Add(ref done, to - from));
        Assert.Equal(100, done);
    }
}
