namespace Autodidact.Engine;

public sealed partial class Tensor
{
    public static Tensor operator +(Tensor left, Tensor right) => left.Add(right);

    public static Tensor operator +(Tensor left, double right) => left.Add(right);

    public static Tensor operator -(Tensor left, Tensor right) => left.Sub(right);

    public static Tensor operator -(Tensor left, double right) => left.Sub(right);

    public static Tensor operator -(double left, Tensor right) => right.Rsub(left);

    public static Tensor operator *(Tensor left, Tensor right) => left.Mul(right);

    public static Tensor operator *(Tensor left, double right) => left.Mul(right);

    public static Tensor operator *(double left, Tensor right) => right.Mul(left);

    public static Tensor operator /(Tensor left, Tensor right) => left.Div(right);

    public static Tensor operator /(Tensor left, double right) => left.Div(right);

    public static Tensor operator -(Tensor tensor) => tensor.Neg();

    /// <summary>Vectors along the last dimension, divided by their length; one shorter than <paramref name="epsilon"/> is divided by that.</summary>
    public Tensor Normalize(double epsilon = 1e-12) => this / this.LinalgVectorNorm(2, [-1], keepdim: true).ClampMin(epsilon);
}
