using Microsoft.ML.AutoEncoder.Training;
using Microsoft.ML.Runtime;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>Where a training can begin.</summary>
public sealed class InitialStateTests
{
    private readonly IHost _host = ((IHostEnvironment)new MLContext(1)).Register("test");

    [Fact]
    public void Fitted_network_gives_the_parameters_that_it_was_made_of()
    {
        var layout = new ParameterLayout(Shape(3), new NetworkArchitecture());
        var (trained, continued) = (State(layout), State(layout));
        new RandomInitialState(5, new double[layout.Shape.InputSize]).Fill(layout, trained);
        var network = InferenceNetworkBuilder.Build(layout, trained.Values);

        new FittedInitialState(_host, network, seed: 5).Fill(layout, continued);

        Assert.Contains(continued.Values, value => value != 0f);
        Assert.Equal(trained.Values, continued.Values);
    }

    [Theory]
    [InlineData("Sigmoid", 0.25, -1.0986f)]
    [InlineData("Sigmoid", 0.0, -5.2933f)]
    [InlineData("Identity", 0.25, 0.25f)]
    public void Reconstructions_begin_at_the_mean_row(string activation, double mean, float bias)
    {
        var output = activation == "Sigmoid" ? Activation.Sigmoid : Activation.Identity;
        var shape = NetworkShape.OfDenseLayers(2, [(1, Activation.Identity)], [(2, output)]);
        var layout = new ParameterLayout(shape, new NetworkArchitecture());
        var state = State(layout);

        new RandomInitialState(5, [mean, mean]).Fill(layout, state);

        var biases = layout.Parameters.Single(parameter => parameter.Name == "decoder.0.bias").Of(state.Values).ToArray();
        Assert.All(biases, value => Assert.Equal(bias, value, 1e-4f));
    }

    [Fact]
    public void Fitted_network_lacks_what_only_training_has()
    {
        AssertRefused(new NetworkArchitecture { TiedWeights = true }, 3, "its decoder's weights need not be those of its encoder");
        AssertRefused(new NetworkArchitecture { BatchNormalization = true }, 3, "batch normalisation is part of its weights");
        AssertRefused(new NetworkArchitecture { LogVariance = true }, 3, "it has no layer for the variances of the code");
    }

    [Fact]
    public void Fitted_network_of_other_layers_is_refused() => AssertRefused(
        new NetworkArchitecture(),
        2,
        "it has the layers 4-5 Tanh, 5-3 Identity, 3-5 Tanh, 5-4 Sigmoid, " +
        "and the options ask for 4-5 Tanh, 5-2 Identity, 2-5 Tanh, 5-4 Sigmoid");

    private static NetworkShape Shape(int codeSize) => NetworkShape.OfDenseLayers(
        4, [(5, Activation.Tanh), (codeSize, Activation.Identity)], [(5, Activation.Tanh), (4, Activation.Sigmoid)]);

    private static TrainingState State(ParameterLayout layout) => new(layout.TrainableLength, layout.Length, 1, keepBest: false, []);

    private void AssertRefused(NetworkArchitecture architecture, int codeSize, string reason)
    {
        var network = new AutoEncoderNetwork(Shape(3), new float[Shape(3).ParameterCount]);
        var layout = new ParameterLayout(Shape(codeSize), architecture);

        var initialState = new FittedInitialState(_host, network, seed: 1);

        var exception = Assert.Throws<InvalidOperationException>(() => initialState.Fill(layout, State(layout)));

        Assert.StartsWith($"Training cannot go on from this fitted model: {reason}", exception.Message, StringComparison.Ordinal);
    }
}
