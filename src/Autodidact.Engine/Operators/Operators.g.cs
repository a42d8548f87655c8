namespace Autodidact.Engine;

public static unsafe partial class Ops
{
}
