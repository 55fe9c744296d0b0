using System.Runtime.CompilerServices;
using TorchSharp;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>
/// Native code must not read what a garbage collection has freed: a number handed to TorchSharp as it is becomes an object that nobody holds
/// while native code reads it. So training leaves none to the garbage collector.
/// </summary>
[Collection(nameof(CountsTensors))]
public sealed class GarbageCollectionTests
{
    public static TheoryData<Activation> Activations =>
    [
        Activation.LeakyReLU(), Activation.ReLU, Activation.ELU(), Activation.GELU, Activation.Tanh, Activation.Sigmoid, Activation.Identity,
    ];

    [Theory]
    [MemberData(nameof(Activations), DisableDiscoveryEnumeration = true)]
    public void Training_leaves_no_number_to_the_garbage_collector(Activation activation) => Assert.Equal(0, FinalizedByTraining(typeof(Scalar), activation));

    [Fact]
    public void Training_leaves_no_tensor_to_the_garbage_collector() => Assert.Equal(0, FinalizedByTraining(typeof(torch.Tensor), Activation.ELU()));

    [Fact]
    public void A_number_left_to_the_garbage_collector_is_counted()
    {
        using var numbers = new FinalizedObjects(typeof(Scalar));
        AddOne();
        Assert.NotEqual(0, numbers.Count());

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void AddOne()
        {
            using var ones = torch.ones(3);
            using var sum = ones.add(1);
        }
    }

    private static int FinalizedByTraining(Type type, Activation activation)
    {
        var data = new SyntheticData().Dense;
        var options = TinyAutoEncoder.Options();
        options.Activation = activation;
        options.CodeActivation = activation;
        options.OutputActivation = activation;
        options.GradientClipNorm = 1;
        options.WeightDecay = 0.01f;
        options.ValidationFraction = 0.2f;
        using var objects = new FinalizedObjects(type);
        TinyAutoEncoder.Fit(data, options).Dispose();
        return objects.Count();
    }
}
