using System.Reflection;
using Xunit;

namespace Autodidact.Tests.Architecture;

/// <summary>The arrows of the house hold, and the test that says so would notice if they did not.</summary>
public sealed class HouseTests
{
    private static readonly Assembly[] s_assemblies = [.. new[] { "Autodidact.Engine", "Autodidact", "Autodidact.Cli" }.Select(Assembly.Load)];

    [Fact]
    public void References_run_one_way()
    {
        string[] wrong =
        [
            .. from type in Types()
               from used in ReferencedTypes.Of(type)
               let room = House.RoomOf(type)
               let other = House.RoomOf(used)
               where room is not null && other is not null && !House.MayUse(room, other)
               select $"{type.FullName} uses {used.FullName}: {room} must not know {other}",
        ];
        Assert.True(wrong.Length == 0, string.Join(Environment.NewLine, wrong.Distinct()));
    }

    [Fact]
    public void Every_type_lives_in_a_room() =>
        Assert.Empty(Types().Where(type => House.RoomOf(type) is { } room && !House.IsRoom(room)).Select(type => $"{type.FullName} lives in no room of the house"));

    [Fact]
    public void Only_the_engine_calls_native_code() =>
        Assert.Empty(from type in Types()
                     where House.RoomOf(type) != "Autodidact.Engine"
                     from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                     where method.Attributes.HasFlag(MethodAttributes.PinvokeImpl)
                     select $"{type.FullName}.{method.Name} calls native code");

    [Theory]
    [InlineData("Autodidact.Training", "Autodidact.Evaluation", false)]
    [InlineData("Autodidact.Evaluation", "Autodidact.Training", true)]
    [InlineData("Autodidact.Engine", "Autodidact.Data", false)]
    [InlineData("Autodidact.Cli", "Autodidact.Engine", true)]
    [InlineData("Autodidact.Objectives", "Autodidact.Models", false)]
    [InlineData("Autodidact.Nowhere", "Autodidact.Engine", false)]
    public void The_arrows_have_a_direction(string room, string other, bool allowed) => Assert.Equal(allowed, House.MayUse(room, other));

    [Theory]
    [InlineData(typeof(Samples.InLambda))]
    [InlineData(typeof(Samples.InAsync))]
    [InlineData(typeof(Samples.InGenericArgument))]
    [InlineData(typeof(Samples.InSignature))]
    [InlineData(typeof(Samples.InTypeOf))]
    [InlineData(typeof(Samples.InStaticCall))]
    public void No_way_of_using_a_type_is_missed(Type sample) =>
        Assert.Contains(new[] { sample }.Concat(sample.GetNestedTypes(BindingFlags.NonPublic)).SelectMany(ReferencedTypes.Of), used => used == typeof(Samples.Target));

    private static IEnumerable<Type> Types() => s_assemblies.SelectMany(assembly => assembly.GetTypes());

    /// <summary>The same type used in the ways code can use one.</summary>
    private static class Samples
    {
        internal sealed class Target
        {
            public static int Number => 3;
        }

        internal sealed class InLambda
        {
            public static Func<object> Make() => () => new Target();
        }

        internal sealed class InAsync
        {
            public static async Task<object> Make()
            {
                await Task.Yield();
                return new Target();
            }
        }

        internal sealed class InGenericArgument
        {
            public static int Count() => new List<Target>().Count;
        }

        internal sealed class InSignature
        {
            public static void Take(ref Target[] target) => target = null!;
        }

        internal sealed class InTypeOf
        {
            public static string Name() => typeof(Target).Name;
        }

        internal sealed class InStaticCall
        {
            public static int Number() => Target.Number + 1;
        }
    }
}
