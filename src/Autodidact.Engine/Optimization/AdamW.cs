namespace Autodidact.Engine.Optimization;

/// <summary>
/// Adam with weight decay apart from the gradient: <c>p *= 1 - learningRate * weightDecay</c> before the step of Adam
/// (Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2).
/// </summary>
public sealed class AdamW(
    IEnumerable<ParameterGroup> groups, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8,
    double weightDecay = 0.01, bool amsgrad = false)
    : Adam(groups, learningRate, beta1, beta2, epsilon, weightDecay, amsgrad, decoupled: true);
