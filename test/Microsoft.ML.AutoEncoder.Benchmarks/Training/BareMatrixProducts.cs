using System.Diagnostics;
using static TorchSharp.torch;

namespace Benchmarks.Training;

/// <summary>The limit: just the matrix products of one epoch's steps, forward and backward, in the same libtorch and into memory that is
/// there already.</summary>
internal static class BareMatrixProducts
{
    /// <summary>Whether products in bfloat16 take less time than those in single precision here.</summary>
    internal static bool IsBFloat16Fast { get; } = FindBFloat16();

    /// <summary>One epoch with Torch's own threads: each product is shared by all processors.</summary>
    internal static double SharedProductSeconds(Workload workload, int rowCount, bool passesOverZeros = false)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        return Seconds(workload, rowCount, workload.BatchSize, passesOverZeros);
    }

    /// <summary>One epoch with each processor computing all products of its part of every batch, and none waiting for another.</summary>
    internal static double SharedBatchSeconds(Workload workload, int rowCount, bool passesOverZeros = false)
    {
        var threadCount = Environment.ProcessorCount;
        var processThreads = get_num_threads();
        var seconds = new double[threadCount];
        var threads = Enumerable.Range(0, threadCount).Select(thread => new Thread(() =>
        {
            _ = get_num_threads();
            set_num_threads(1);
            using var scope = NewDisposeScope();
            using var noGradients = no_grad();
            seconds[thread] = Seconds(workload, rowCount, workload.BatchSize / threadCount, passesOverZeros, rowCount / workload.BatchSize);
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        set_num_threads(processThreads);
        return seconds.Max();
    }

    private static bool FindBFloat16()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        double Time(ScalarType type)
        {
            var (left, right) = (rand(256, 1024).to(type), rand(1024, 256).to(type));
            return Enumerable.Range(0, 5).Min(_ =>
            {
                var clock = Stopwatch.StartNew();
                using var product = left.mm(right);
                return clock.Elapsed.TotalSeconds;
            });
        }

        return Time(ScalarType.BFloat16) < Time(ScalarType.Float32);
    }

    private static double Seconds(Workload workload, int rowCount, int batchSize, bool passesOverZeros, int? stepCount = null)
    {
        // The first layer has next to no products left.
        var layers = workload.Layers
            .Skip(passesOverZeros ? 1 : 0)
            .Select(layer => new Layer(layer.Input, layer.Output, batchSize))
            .ToArray();
        // Once without counting, so that memory has been touched and kernels have been chosen.
        Step(layers, passesOverZeros);
        var clock = Stopwatch.StartNew();
        for (var step = 0; step < (stepCount ?? rowCount / batchSize); step++)
        {
            Step(layers, passesOverZeros);
        }

        return clock.Elapsed.TotalSeconds;
    }

    private static void Step(Layer[] layers, bool isFirstLeftOut)
    {
        foreach (var layer in layers)
        {
            layer.Forward();
        }

        for (var i = layers.Length - 1; i >= 0; i--)
        {
            // Nobody needs the gradient of the input.
            layers[i].Backward(needsInputGradient: i > 0 || isFirstLeftOut);
        }
    }

    private sealed class Layer(int inputSize, int outputSize, int batchSize)
    {
        private readonly Tensor _input = rand(batchSize, inputSize);
        private readonly Tensor _weights = rand(inputSize, outputSize);
        private readonly Tensor _output = rand(batchSize, outputSize);
        private readonly Tensor _inputGradient = rand(batchSize, inputSize);
        private readonly Tensor _weightGradient = rand(inputSize, outputSize);

        internal void Forward() => Multiply(_input, _weights, _output);

        internal void Backward(bool needsInputGradient)
        {
            using var transposedInput = _input.t();
            Multiply(transposedInput, _output, _weightGradient);
            if (needsInputGradient)
            {
                using var transposedWeights = _weights.t();
                Multiply(_output, transposedWeights, _inputGradient);
            }
        }

        // With the factor 0 the sum that is there already does not count.
        private static void Multiply(Tensor left, Tensor right, Tensor result) => result.addmm_(left, right, beta: 0, alpha: 1);
    }
}
