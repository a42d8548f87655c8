using Autodidact.Engine.Optimization;

namespace Autodidact.Tests.Engine;

/// <summary>Every optimizer, with settings that use all of its state.</summary>
internal static class OptimizerKinds
{
    public static Dictionary<string, Func<IEnumerable<ParameterGroup>, Optimizer>> All { get; } = new()
    {
        ["sgd"] = groups => new Sgd(groups, 0.1, momentum: 0.9, weightDecay: 0.01, nesterov: true),
        ["sgd_dampening"] = groups => new Sgd(groups, 0.1, momentum: 0.9, dampening: 0.5),
        ["adam"] = groups => new Adam(groups, 0.01, weightDecay: 0.1, amsgrad: true),
        ["adamw"] = groups => new AdamW(groups, 0.01, weightDecay: 0.1),
        ["lars"] = groups => new Lars(groups, 0.5, weightDecay: 0.01, trust: 0.1),
        ["adagrad"] = groups => new Adagrad(groups, 0.1, weightDecay: 0.01),
        ["rmsprop"] = groups => new RmsProp(groups, 0.01, momentum: 0.5),
        ["lamb"] = groups => new Lamb(groups, 0.01, weightDecay: 0.01),
    };
}
