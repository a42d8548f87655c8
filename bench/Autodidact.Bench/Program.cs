using System.Diagnostics;
using System.Globalization;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Optimization;

// What whole commands cannot show: the cost of one call through the engine's door, whether memory stays flat, how fast texts are cut, probes fitted and pictures embedded.
//     dotnet run -c Release --project bench/Autodidact.Bench -- add|memory|text SOURCE|search COUNT|linear-probe FILE|embed SOURCE
TorchRuntime.Threads = 1;
switch (args)
{
    case ["add"]:
        Add();
        return 0;
    case ["memory"]:
        return Memory();
    case ["text", string source]:
        TextSpeed.Measure(source);
        return 0;
    case ["linear-probe", string features, .. string[] said] when said.Length <= 2:
        LinearProbeSpeed.Measure(features, said.Length > 0 ? double.Parse(said[0], CultureInfo.InvariantCulture) : 1e-3, said.Length > 1 ? int.Parse(said[1], CultureInfo.InvariantCulture) : 2);
        return 0;
    case ["embed", string pictures, .. string[] more]:
        await EmbedSpeed.MeasureAsync(pictures, more.ElementAtOrDefault(0) ?? "resnet18", Number(more.ElementAtOrDefault(1), 224), Number(more.ElementAtOrDefault(2), Environment.ProcessorCount), Number(more.ElementAtOrDefault(3), 1));
        return 0;
    case ["search", string count, .. string[] kinds] when int.TryParse(count, out int vectors):
        SearchSpeed.Measure(vectors, kinds.Length > 0 ? kinds : ["ivf_pq", "hnsw"]);
        return 0;
    case ["map", "umap" or "tsne", string features, string map, .. string[] more] when more.Length <= 2:
        MapSpeed.Measure(args[1], features, map, Number(more.ElementAtOrDefault(0), Environment.ProcessorCount), Number(more.ElementAtOrDefault(1), 3));
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: add (one 4-element addition), memory (5,000 training steps), text SOURCE (reading, training and using tokenizers), linear-probe FILE [L2 [THREADS]] (logistic regression), map umap|tsne FEATURES.npy MAP.npy [THREADS [RUNS]] (points in the plane) or embed SOURCE [resnet18|resnet50|vit [SIZE [THREADS [REPEATS]]]] (features of pictures).");
        return 2;
}

static int Number(string? said, int otherwise) => said is null ? otherwise : int.Parse(said, CultureInfo.InvariantCulture);

static void Add()
{
    const int Rounds = 800, Calls = 250;
    using TensorScope outer = new();
    Tensor left = Tensor.Ones([4]), right = Tensor.Ones([4]);
    for (int round = 0; round < 7; round++)
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < Rounds; i++)
        {
            using TensorScope scope = new();  // As in a training step: what is made in it is freed together.
            for (int call = 0; call < Calls; call++) left.Add(right);
        }
        Console.WriteLine($"add of 4 elements: {watch.Elapsed.TotalNanoseconds / (Rounds * Calls):F0} ns");
    }
}

static int Memory()
{
    using Sequential network = new(new Convolution2d(3, 8, 3, 1, 1, bias: false), new BatchNorm(8), new Relu(), new Convolution2d(8, 8, 3, 2, 1));
    Sgd optimizer = new(ParameterGroups.ByDecay(network), learningRate: 0.01);
    using Tensor images = Tensor.Randn([32, 3, 16, 16]);
    MemoryStatistics before = default, after = default;
    for (int step = 0; step <= 5_000; step++)
    {
        using (TensorScope scope = new())
        {
            network.Forward(images).Square().Mean().Backward();
            optimizer.Step();
            optimizer.ZeroGradients();
        }
        after = TorchRuntime.Memory;
        if (step == 10) before = after;
        if (step > 10 && after.LiveTensors != before.LiveTensors)
        {
            Console.WriteLine($"step {step}: {after.LiveTensors} live tensors, {before.LiveTensors} at step 10");
            return 1;
        }
        if (step % 1_000 == 0) Console.WriteLine($"step {step}: {after.LiveTensors} live tensors, {after.LiveBytes} bytes live, {after.CachedBytes} cached, managed heap {GC.GetTotalMemory(false)}");
    }
    return after.LiveBytes == before.LiveBytes ? 0 : 1;
}
