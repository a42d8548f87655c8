using Autodidact.Engine;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Tests.Golden;

/// <summary>Binds adversarial losses and the restricted Boltzmann machine.</summary>
internal static class EnergyGolden
{
    private const string File = "classic_energy_text_gan";

    [GoldenCases(File, "gan_losses")]
    private static void Losses(GoldenCase golden)
    {
        Tensor real = golden.Input("d_real").ToTensor(requiresGradient: true), fake = golden.Input("d_fake").ToTensor(requiresGradient: true);
        (string Name, Tensor Loss)[] losses =
        [
            ("bce_discriminator", Adversarial.DiscriminatorCrossEntropy(real, fake)),
            ("saturating_generator", Adversarial.Saturating(fake)),
            ("nonsaturating_generator", Adversarial.NonSaturating(fake)),
            ("hinge_discriminator", Adversarial.DiscriminatorHinge(real, fake)),
            ("hinge_generator", Adversarial.Linear(fake)),
            ("lsgan_discriminator", Adversarial.DiscriminatorLeastSquares(real, fake)),
            ("lsgan_generator", Adversarial.GeneratorLeastSquares(fake)),
        ];
        Tensor sum = losses.Select(pair => pair.Loss).Aggregate((one, other) => one + other);
        sum.Backward();
        foreach ((string name, Tensor loss) in losses) golden.Check($"output/{name}", loss);
        golden.Check("output/loss", sum);
        golden.Check("grad/d_real", real.Gradient);
        golden.Check("grad/d_fake", fake.Gradient);
    }

    [GoldenCases(File, "wgan_gp_critic")]
    private static void Critic(GoldenCase golden)
    {
        Dictionary<string, Tensor> weights = golden.Weights.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor(requiresGradient: true));
        Tensor real = golden.Input("real").ToTensor(), fake = golden.Input("fake").ToTensor();
        Tensor ofReal = Score(real).Mean(), ofFake = Score(fake).Mean();
        Tensor penalty = Adversarial.GradientPenalty(Score, real, fake, golden.Input("alpha").ToTensor()) * golden.Number("lambda_"), loss = ofFake - ofReal + penalty;
        loss.Backward();
        golden.Check("output/d_real", ofReal);
        golden.Check("output/d_fake", ofFake);
        golden.Check("output/wasserstein", ofReal - ofFake);
        golden.Check("output/gradient_penalty", penalty);
        golden.Check("output/loss", loss);
        // A shift of all scores cancels out.
        foreach ((string name, Tensor weight) in weights) golden.Check($"grad_weight/{name}", weight.Gradient);

        Tensor Score(Tensor rows) => Layer(Layer(Layer(rows, "0").Tanh(), "2").Tanh(), "4");

        Tensor Layer(Tensor rows, string name) => Ops.Linear(rows, weights[$"{name}.weight"], weights[$"{name}.bias"]);
    }

    [GoldenCases(File, "rbm_contrastive_divergence")]
    private static void ContrastiveDivergence(GoldenCase golden)
    {
        using BoltzmannMachine machine = Machine(golden);
        using NoGradient guard = new();
        Tensor data = golden.Input("v0").ToTensor(), hidden = machine.Hidden(data), drawn = BoltzmannMachine.Drawn(hidden, golden.Input("uniform_h_0").ToTensor());
        Tensor visible = machine.Visible(drawn), model = BoltzmannMachine.Drawn(visible, golden.Input("uniform_v_0").ToTensor());
        (Tensor weight, Tensor ofHidden, Tensor ofVisible) = machine.Slope(data, model);
        golden.Check("output/prob_h0", hidden);
        golden.Check("output/h_0", drawn);
        golden.Check("output/prob_v_1", visible);
        golden.Check("output/v_1", model);
        golden.Check("output/prob_h_last", machine.Hidden(model));
        golden.Check("output/dW", weight);
        golden.Check("output/db_hidden", ofHidden);
        golden.Check("output/db_visible", ofVisible);
        golden.Check("output/free_energy_data", machine.FreeEnergy(data));
        golden.Check("output/free_energy_model", machine.FreeEnergy(model));
        golden.Check("output/log_partition", machine.LogPartition());
        golden.Check("output/mean_log_likelihood", machine.FreeEnergy(data).Neg().Mean() - machine.LogPartition());
        golden.Check("output/reconstruction_error", (data - visible).Square().Sum([1L]).Mean());
        machine.Learn(data, model, golden.Number("lr"));
        golden.Check("output/W_after", machine.NamedParameters().Single(parameter => parameter.Name == "W").Tensor);
    }

    [GoldenCases(File, "rbm_persistent_cd")]
    private static void PersistentContrastiveDivergence(GoldenCase golden)
    {
        using BoltzmannMachine machine = Machine(golden);
        using NoGradient guard = new();
        Tensor data = golden.Input("v0").ToTensor(), chain = Tensor.Zeros([data.Size(0), golden.Weight("b_hidden").ToTensor().Size(0)]);
        for (int step = 0; step < golden.Integer("steps"); step++)
        {
            Tensor model = BoltzmannMachine.Drawn(machine.Visible(chain), golden.Input($"uniform_{2 * step}").ToTensor());
            chain = BoltzmannMachine.Drawn(machine.Hidden(model), golden.Input($"uniform_{(2 * step) + 1}").ToTensor());
            machine.Learn(data, model, golden.Number("lr"));
            foreach ((string name, Tensor parameter) in machine.NamedParameters()) golden.Check($"output/{name}_{step}", parameter);
            golden.Check($"output/h_samples_{step}", chain);
        }
    }

    private static BoltzmannMachine Machine(GoldenCase golden)
    {
        Tensor weight = golden.Weight("W").ToTensor();
        BoltzmannMachine machine = new(weight.Size(1), weight.Size(0));
        machine.LoadState(golden.Weights.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor()));
        return machine;
    }
}
