using Microsoft.ML.AutoEncoder.Training;
using Xunit;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Tests.Variants;

/// <summary>Penalties are what their formulas say.</summary>
public sealed class PenaltyTests
{
    public static TheoryData<Activation> Activations =>
    [
        Activation.Identity, Activation.ReLU, Activation.LeakyReLU(), Activation.LeakyReLU(0f), Activation.ELU(0.7f), Activation.GELU,
        Activation.Tanh, Activation.Sigmoid, Activation.SELU, Activation.SiLU, Activation.Softplus,
    ];

    [Theory]
    [MemberData(nameof(Activations), DisableDiscoveryEnumeration = true)]
    public void Contractive_penalty_of_one_layer_is_the_norm_of_the_Jacobian(Activation activation)
    {
        using var scope = NewDisposeScope();
        var shape = NetworkShape.OfDenseLayers(4, [(3, activation)], [(4, Activation.Sigmoid)]);
        var parts = new TrainingFixture(shape, new NetworkArchitecture());
        var input = Rows(11);

        var penalty = AutoEncoderRegularizer.Contractive(1).Penalty(parts.Network.Encode(input, Noise(11)));

        Assert.All(Values(penalty).Zip(SquaredNorms(parts.Network, input)), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
    }

    /// <summary>The mean over many random vectors, within five of its standard errors. A wrong factor anywhere would be much farther
    /// off.</summary>
    [Theory]
    [MemberData(nameof(Activations), DisableDiscoveryEnumeration = true)]
    public void Contractive_penalty_of_several_layers_is_the_norm_of_the_Jacobian_on_average(Activation activation)
    {
        const int count = 20_000;
        using var scope = NewDisposeScope();
        var parts = new TrainingFixture(TrainingFixture.Shape(activation, activation), new NetworkArchitecture());
        var row = Rows(1);
        var expected = SquaredNorms(parts.Network, row)[0];

        var estimates = Values(AutoEncoderRegularizer.Contractive(1).Penalty(parts.Network.Encode(row.repeat(count, 1), Noise(count))));

        var mean = estimates.Average(value => (double)value);
        var error = Math.Sqrt(estimates.Average(value => (value - mean) * (value - mean)) / count);
        Assert.InRange(mean, expected - (5 * error) - 1e-6, expected + (5 * error) + 1e-6);
        Assert.True(error < 0.02 * expected + 1e-6, $"{error} of {expected}");
    }

    [Theory]
    [MemberData(nameof(Activations), DisableDiscoveryEnumeration = true)]
    public void Contractive_penalty_has_the_gradient_of_the_Jacobian(Activation activation)
    {
        using var scope = NewDisposeScope();
        var shape = NetworkShape.OfDenseLayers(4, [(3, activation)], [(4, Activation.Sigmoid)]);
        var parts = new TrainingFixture(shape, new NetworkArchitecture());
        var (input, weights) = (Rows(11), parts.Layout.Encoder[0].FactoredWeight!);

        parts.Network.Differentiate(AutoEncoderRegularizer.Contractive(1).Penalty(parts.Network.Encode(input, Noise(11))).sum());

        var gradients = weights.Of(parts.Collect(parts.Network)).ToArray();
        for (var i = 0; i < weights.Count; i++)
        {
            Assert.Equal((Sum(i, 0.01f) - Sum(i, -0.01f)) / 0.02f, gradients[i], 0.01f);
        }

        float Sum(int index, float change)
        {
            weights.Of(parts.Parameters.Values)[index] += change;
            var sum = SquaredNorms(parts.Network, input).Sum();
            weights.Of(parts.Parameters.Values)[index] -= change;
            return sum;
        }
    }

    [Fact]
    public void Contractive_penalty_is_that_of_the_units_that_dropout_leaves()
    {
        using var scope = NewDisposeScope();
        var parts = new TrainingFixture(
            TrainingFixture.Shape(Activation.Tanh, Activation.Tanh, codeSize: 1), new NetworkArchitecture { Dropout = 0.5f });
        var (input, noise) = (Rows(11), Noise(11));

        // With one unit the random vector is 1 or -1, and the estimate exact.
        var penalty = AutoEncoderRegularizer.Contractive(1).Penalty(parts.Network.Encode(input, noise));

        Assert.All(Values(penalty).Zip(SquaredNorms(parts.Network, input, noise)), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
    }

    [Fact]
    public void KL_sparsity_has_the_value_and_the_gradient_of_the_divergence_of_the_whole_batch()
    {
        using var scope = NewDisposeScope();
        var code = tensor([0.1f, 0.9f, 0.3f, 0.5f, 0.2f, 0.7f]).reshape(3, 2).requires_grad_();
        var target = tensor(0.05f);
        var means = code.mean([0L]);
        var expected = (target * (target / means).log() + (1 - target) * ((1 - target) / (1 - means)).log()).sum();
        // The gradient of a sum over 3 rows that all have the divergence of the batch.
        var expectedGradient = autograd.grad([expected], [code])[0] * 3;

        var penalty = new KlSparsity(0.05f, 1).Penalty(Pass(code) with { MeanCode = Values(means) });
        penalty.sum().backward();

        Assert.All(Values(penalty), value => Assert.Equal(expected.item<float>(), value, 1e-5f));
        Assert.All(Values(code.grad!).Zip(Values(expectedGradient)), pair => Assert.Equal(pair.Second, pair.First, 1e-4f));
    }

    [Fact]
    public void KL_sparsity_of_saturated_units_is_finite()
    {
        using var scope = NewDisposeScope();
        var penalty = new KlSparsity(0.05f, 1).Penalty(Pass(tensor([0f, 1f]).reshape(1, 2)) with { MeanCode = [0f, 1f] });

        Assert.True(float.IsFinite(penalty.item<float>()));
    }

    [Fact]
    public void L1_sparsity_is_the_sum_of_absolute_values()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([3.5f, 0.25f], Values(new L1Sparsity(7).Penalty(Pass(tensor([-3f, 0.5f, 0f, -0.25f]).reshape(2, 2)))));
        Assert.Equal(7f, new L1Sparsity(7).Weight(epochs: 0));
    }

    [Fact]
    public void Variational_penalty_is_the_divergence_from_the_standard_normal_distribution()
    {
        using var scope = NewDisposeScope();
        float[] means = [0f, 1f, -2f, 0.5f];
        float[] logVariances = [0f, -1f, 1.5f, 60f];
        var pass = Pass(tensor(means).reshape(4, 1)) with { LogVariance = tensor(logVariances).reshape(4, 1) };

        var penalty = Values(new Variational(1, 0).Penalty(pass));

        // The last one is bounded: 10·tanh(6) is 10 but for 1e-4.
        var expected = means.Zip(logVariances, (mean, logVariance) => (mean, logVariance: 10 * Math.Tanh(logVariance / 10)))
            .Select(x => ((x.mean * x.mean) + Math.Exp(x.logVariance) - 1 - x.logVariance) / 2);
        Assert.All(expected.Zip(penalty), pair => Assert.Equal(1, pair.First == 0 ? 1 - pair.Second : pair.Second / pair.First, 1e-5));
    }

    [Fact]
    public void Variational_code_is_a_sample_in_training_and_otherwise_the_mean()
    {
        const int count = 50_000;
        using var scope = NewDisposeScope();
        var code = full(count, 1, tensor(0.7f).item<float>());
        var pass = Pass(code, Noise(count)) with { LogVariance = zeros(count, 1).sub(ones(count, 1)) };
        var deviation = Math.Exp(10 * Math.Tanh(-0.1) / 2);

        var samples = Values(new Variational(1, 0).TransformCode(code, pass));

        var mean = samples.Average(value => (double)value);
        Assert.InRange(mean, 0.7 - (5 * deviation / Math.Sqrt(count)), 0.7 + (5 * deviation / Math.Sqrt(count)));
        Assert.InRange(Math.Sqrt(samples.Average(value => (value - mean) * (value - mean))) / deviation, 0.98, 1.02);
        Assert.Same(code, new Variational(1, 0).TransformCode(code, pass with { Mode = EvaluationPass.Instance }));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.5)]
    [InlineData(3, 1.5)]
    [InlineData(4, 2)]
    [InlineData(9, 2)]
    public void Variational_weight_warms_up(double epochs, double expected) =>
        Assert.Equal(expected, new Variational(2, 4).Weight(epochs), 1e-6);

    /// <summary>Without a penalty, and with the least of variances, there is hardly a difference to training on the mean.</summary>
    [Fact]
    public void With_beta_zero_the_loss_is_that_of_the_deterministic_path_but_for_the_sample()
    {
        using var scope = NewDisposeScope();
        var shape = TrainingFixture.Shape(Activation.Tanh, Activation.Identity);
        var parts = new TrainingFixture(shape, new NetworkArchitecture { LogVariance = true }, AutoEncoderRegularizer.Variational(beta: 0));
        parts.Layout.LogVariance!.Parameters[1].Of(parts.Parameters.Values).Fill(-1000);
        var plain = new TrainingFixture(shape, new NetworkArchitecture());
        parts.Parameters.Values[..(int)shape.ParameterCount].CopyTo(plain.Parameters.Values);
        var rows = VectorData.Learnable(200, 4);

        var (losses, expected) = (Losses(parts, rows), Losses(plain, rows));

        Assert.Equal(0, losses[1]);
        Assert.InRange(losses[0] / expected[0], 0.999, 1.001);
        Assert.NotEqual(expected[0], losses[0]);
    }

    private static double[] Losses(TrainingFixture parts, float[][] rows)
    {
        var (worker, batch) = parts.Work(rows);
        worker.BeginStep(batch, 0, rows.Length, default);
        worker.AddGradients(default, null);
        return worker.Losses;
    }

    /// <summary>Each row's squared Frobenius norm of ∂code/∂input, by one backward pass for each unit of the code.</summary>
    private static float[] SquaredNorms(TrainableNetwork network, Tensor input, PassMode? mode = null)
    {
        var norms = new float[input.shape[0]];
        var leaf = input.detach().clone().requires_grad_();
        var code = network.Encode(leaf, mode ?? EvaluationPass.Instance).Code;
        for (var unit = 0; unit < code.shape[1]; unit++)
        {
            var rows = Values(autograd.grad([code.select(1, unit).sum()], [leaf], retain_graph: true)[0]).Chunk((int)input.shape[1])
                .ToArray();
            for (var row = 0; row < norms.Length; row++)
            {
                norms[row] += rows[row].Sum(value => value * value);
            }
        }

        return norms;
    }

    private static Tensor Rows(int count)
    {
        var random = new Random(3);
        return tensor(Enumerable.Range(0, count * 4).Select(_ => (4 * random.NextSingle()) - 2).ToArray()).reshape(count, 4);
    }

    private static TrainingPass Noise(int rowCount) => new(new StepRandom(seed: 5, step: 3, firstRow: 0, rowCount, TrainingDevice.Cpu));

    private static EncoderPass Pass(Tensor code, PassMode? mode = null) =>
        new() { Layers = [], Mode = mode ?? EvaluationPass.Instance, Code = code };

    private static float[] Values(Tensor tensor) => tensor.detach().data<float>().ToArray();
}
