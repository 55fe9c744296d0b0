using Microsoft.ML.AutoEncoder.Training;
using Xunit;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Tests.Variants;

/// <summary>The last layer of a wide output in one go has the gradients that it has in several steps.</summary>
public sealed class OutputUpdateTests
{
    // Several bands, the last of which ends within a tile.
    private const int InputSize = 10_123;

    private const int RowCount = 21;

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Gradients_are_those_of_the_layer_by_itself(bool hasWeights, bool hasHiddenLayers)
    {
        var inSteps = Differentiate(hasWeights, hasHiddenLayers, updatesOutput: false, threads: []);

        var inOneGo = Differentiate(hasWeights, hasHiddenLayers, updatesOutput: true, threads: [0, 1]);

        Assert.Contains(inSteps.Gradients, gradient => Math.Abs(gradient) > 0.01);
        Assert.All(inSteps.Gradients.Zip(inOneGo.Gradients), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.Equal(inSteps.Loss, inOneGo.Loss, 1e-6 * inSteps.Loss);
    }

    [Fact]
    public void Bits_do_not_depend_on_which_thread_computes_a_band()
    {
        var expected = Differentiate(hasWeights: true, hasHiddenLayers: true, updatesOutput: true, threads: [0, 1]);

        foreach (var threads in new int[][] { [0, 1], [0], [1] })
        {
            var actual = Differentiate(hasWeights: true, hasHiddenLayers: true, updatesOutput: true, threads);
            Assert.Equal(expected.Gradients, actual.Gradients);
            Assert.Equal(expected.Loss, actual.Loss);
        }
    }

    /// <summary>The gradients of a batch of which two workers have parts, and those threads compute bands that are named.</summary>
    private static (float[] Gradients, double Loss) Differentiate(
        bool hasWeights, bool hasHiddenLayers, bool updatesOutput, int[] threads)
    {
        using var scope = NewDisposeScope();
        (int, Activation)[] hidden = hasHiddenLayers ? [(5, Activation.Tanh)] : [];
        var shape = NetworkShape.OfDenseLayers(
            InputSize, [.. hidden, (3, Activation.Identity)], [.. hidden, (InputSize, Activation.Sigmoid)]);
        var fixture = new TrainingFixture(shape, new NetworkArchitecture());
        var gradients = new float[fixture.Layout.TrainableLength];
        using var shared = new Backpropagation(
            fixture.Layout, fixture.Parameters, fixture.Objective, RowCount + 1, isInputSparse: true, updatesOutput: updatesOutput);
        Worker[] workers =
        [
            .. Enumerable.Range(0, 2).Select(number => new Worker(
                fixture.Layout,
                fixture.Parameters,
                fixture.Objective,
                seed: 1,
                capacity: (RowCount + 1) / 2,
                hasWeights,
                new SparseUse(Input: true, Output: true),
                shared: shared,
                number: number)),
        ];
        var batch = Rows(hasWeights);
        workers[0].BeginStep(batch, 0, RowCount / 2, default);
        workers[1].BeginStep(batch, RowCount / 2, RowCount - (RowCount / 2), default);
        if (updatesOutput)
        {
            Array.ForEach(workers, worker => worker.DecodeHidden(meanCode: null));
            var output = new OutputUpdate(shared, fixture.Parameters, new Recorder(gradients), RowCount + 1, threadCount: 2);
            output.Begin([.. workers.Select(worker => worker.Target!)]);
            WorkerTeam.Lead(2, team =>
            {
                team.Run(thread =>
                {
                    if (threads.Contains(thread))
                    {
                        output.Run(thread);
                    }
                });
                return 0;
            });
            output.LeadBack(0, RowCount);
            workers[0].Losses[0] = output.Loss;
            Array.ForEach(workers, worker => worker.LeadBack(default));
        }
        else
        {
            Array.ForEach(workers, worker => worker.AddGradients(default, meanCode: null));
        }

        shared.GiveFactors(workers[0].Network, RowCount);
        fixture.Collect(
            gradients, updatesOutput ? fixture.Layout.Decoder[^1] : null, [.. workers.Select(worker => worker.Network)]);
        var loss = workers.Sum(worker => worker.Losses[0]);
        Array.ForEach(workers, worker => worker.EndStep());
        return (gradients, loss);
    }

    private static IBatchFeed Rows(bool hasWeights)
    {
        var random = new Random(1);
        var data = new RowStore(InputSize, hasWeights);
        for (var row = 0; row < RowCount; row++)
        {
            int[] indices = [.. Enumerable.Range(0, 60).Select(_ => random.Next(InputSize)).Distinct().Order()];
            data.Add(new InputRow(indices, [.. indices.Select(_ => random.NextSingle())]), 0.5f + random.NextSingle());
        }

        return TrainingFixture.Batch(data);
    }

    /// <summary>Keeps gradients, and leaves parameters as they are.</summary>
    private sealed class Recorder(float[] all) : IOptimizer
    {
        public IReadOnlyList<NamedBuffer> Buffers => [];

        public void BeginStep(OptimizerStep step)
        {
        }

        public void Update(int start, Span<float> parameters, ReadOnlySpan<float> gradients, Span<ushort> rounded) =>
            gradients.CopyTo(all.AsSpan(start));

        public IDeviceOptimizer CreateTwin(TrainingDevice device) => throw new NotSupportedException();
    }
}
