using Microsoft.ML.AutoEncoder.Training;
using Xunit;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Tests.Variants;

/// <summary>Derivatives in closed form are those that automatic differentiation finds.</summary>
public sealed class BackpropagationTests
{
    private const int InputSize = 6;

    public static TheoryData<string> Names => Variant.Names;

    public static TheoryData<Activation> Activations =>
    [
        Activation.LeakyReLU(), Activation.LeakyReLU(0f), Activation.ReLU, Activation.ELU(0.7f), Activation.GELU, Activation.Tanh,
        Activation.Sigmoid, Activation.Identity, Activation.SELU, Activation.SiLU, Activation.Softplus,
    ];

    public static TheoryData<ReconstructionLoss> Losses =>
    [
        ReconstructionLoss.MeanSquaredError, ReconstructionLoss.MeanAbsoluteError, ReconstructionLoss.BinaryCrossEntropy,
        ReconstructionLoss.Huber(0.3f),
    ];

    // Whole vectors of every width, and some values more.
    private static float[] Values => [.. Enumerable.Range(-300, 643).Select(i => i * 0.03f), -80f, 80f];

    [Theory]
    [MemberData(nameof(Activations), DisableDiscoveryEnumeration = true)]
    public void Activation_and_its_slope_are_those_of_Torch(Activation activation)
    {
        using var scope = NewDisposeScope();
        var twin = ActivationTwin.Of(activation);
        using var sums = tensor(Values).requires_grad_();
        var outputs = twin.Apply(activation, sums);
        outputs.sum().backward();
        var (values, slopes) = (Values, new float[Values.Length]);

        twin.Activate(activation, values, slopes);

        Assert.All(
            outputs.data<float>().Zip(values),
            pair => Assert.Equal(pair.First, pair.Second, 1e-6f * Math.Max(1, Math.Abs(pair.First))));
        Assert.All(sums.grad!.data<float>().Zip(slopes), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Theory]
    [MemberData(nameof(Losses), DisableDiscoveryEnumeration = true)]
    public void Loss_and_its_slopes_are_those_of_Torch(ReconstructionLoss loss)
    {
        using var scope = NewDisposeScope();
        float[] targets = [.. Values.Select(value => (MathF.Sin(value) + 1) / 2)];
        var reconstruction = tensor(Values, [1, Values.Length]).requires_grad_();
        var expected = loss.Sum(reconstruction, tensor(targets, [1, targets.Length]), null);
        expected.backward();
        var slopes = new float[Values.Length];

        var sum = loss.Differentiate(Values, targets, slopes);

        Assert.Equal(expected.item<float>(), sum, 1e-5 * expected.item<float>());
        Assert.All(reconstruction.grad!.data<float>().Zip(slopes), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_variant_has_the_gradients_of_automatic_differentiation(string variant)
    {
        var settings = Settings(variant);
        var layout = new ParameterLayout(settings.CreateShape(InputSize), settings.Architecture);
        var objective = new Objective(settings.Loss, settings.Regularizers, settings.OutputActivation);
        if (!Backpropagation.Covers(layout, objective))
        {
            Assert.Skip("Automatic differentiation finds its gradients.");
        }

        var (expected, expectedLosses) = Gradients(settings, layout, objective, inClosedForm: false, isRounded: false);
        var (gradients, losses) = Gradients(settings, layout, objective, inClosedForm: true, isRounded: false);
        var (rounded, roundedLosses) = Gradients(settings, layout, objective, inClosedForm: true, isRounded: true);
        var (roundedExpected, _) = Gradients(settings, layout, objective, inClosedForm: false, isRounded: true);

        Assert.Equal(0, Distance(expected, gradients), 1e-5);
        Assert.Equal(0, Distance(expected, rounded), 0.02);
        Assert.Equal(0, Distance(expected, roundedExpected), 0.02);
        Assert.NotEqual(0, Distance(gradients, rounded));
        Assert.All(expectedLosses.Zip(losses), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * (1 + pair.First)));
        Assert.All(expectedLosses.Zip(roundedLosses), pair => Assert.Equal(pair.First, pair.Second, 0.02 * (1 + pair.First)));
    }

    /// <summary>What only automatic differentiation can do is left to it, and nothing else.</summary>
    [Fact]
    public void Closed_form_covers_what_has_no_penalty_on_layers_and_no_statistics_of_a_batch()
    {
        Assert.Equal(
            [
                "contractive", "contractive without hidden layers", "batch normalisation", "sparse, denoising, contractive", "images",
                "images, halved, tied, normalised, with dropout", "images in colour, pooled, contractive",
                "images with another decoder and a variational code", "Booleans, top-k, images, normalised",
                "pseudo-labels and everything else", "everything else",
            ],
            Names.Select(name => name.Data).Where(name =>
            {
                var settings = Settings(name);
                return !Backpropagation.Covers(
                    new ParameterLayout(settings.CreateShape(InputSize), settings.Architecture),
                    new Objective(settings.Loss, settings.Regularizers, settings.OutputActivation));
            }));
    }

    /// <summary>The distance of two vectors by the length of the first.</summary>
    private static double Distance(float[] expected, float[] actual) =>
        Math.Sqrt(expected.Zip(actual, (x, y) => (double)(x - y) * (x - y)).Sum() / expected.Sum(x => (double)x * x));

    /// <summary>The gradients of 21 rows, of which two threads have 10 and 11.</summary>
    private static (float[] Gradients, double[] Losses) Gradients(
        TrainingSettings settings,
        ParameterLayout layout,
        Objective objective,
        bool inClosedForm,
        bool isRounded)
    {
        using var scope = NewDisposeScope();
        var parameters = new FlatTensor(layout.Length, TrainingDevice.Cpu, isRounded);
        layout.Initialize(parameters.Values, new Random(1));
        var random = new Random(2);
        foreach (var bias in layout.Parameters.Where(parameter => parameter.IsVector))
        {
            foreach (ref var value in bias.Of(parameters.Values))
            {
                value += (random.NextSingle() - 0.5f) / 5;
            }
        }

        parameters.Round();
        var data = new RowStore(InputSize, hasWeights: true);
        foreach (var row in VectorData.Learnable(21, InputSize))
        {
            data.Add(row, 0.5f + random.NextSingle());
        }

        var batch = TrainingFixture.Batch(data);
        using var shared = inClosedForm
            ? new Backpropagation(layout, parameters, objective, 2 * 11, isInputSparse: false)
            : null;
        Worker[] workers =
        [
            .. Enumerable.Range(0, 2).Select(number => new Worker(
                layout, parameters, objective, seed: 1, capacity: 11, hasWeights: true, shared: shared, number: number)),
        ];
        var progress = new TrainingProgress(0, 2);
        workers[0].BeginStep(batch, 0, 10, progress);
        workers[1].BeginStep(batch, 10, 11, progress);
        var mean = objective.NeedsMeanCode ? Worker.MeanCode(workers, new ThreadSums()) : null;
        Array.ForEach(workers, worker => worker.AddGradients(progress, mean));
        shared?.GiveFactors(workers[0].Network, 21);
        var gradients = new float[layout.TrainableLength];
        var reducer = new GradientReducer(
            layout, [.. workers.Select(worker => worker.Network)], new ThreadSums(), penaltiesReachWeights: false);
        for (var thread = 0; thread < 2; thread++)
        {
            reducer.Collect(thread, (offset, some) => some.CopyTo(gradients.AsSpan(offset)));
        }

        double[] losses = [.. workers[0].Losses.Zip(workers[1].Losses, (first, second) => first + second)];
        Array.ForEach(workers, worker => worker.EndStep());
        return (gradients, losses);
    }

    private static TrainingSettings Settings(string variant) => DefaultOptions.OfEstimator.Resolve(
        Variant.Choose(variant, new AutoEncoderEstimator.Options
        {
            OutputColumnName = "Encoded",
            HiddenLayerSizes = [8, 5],
            CodeSize = 3,
            Seed = 1,
        }),
        data: null);
}
