using System.Diagnostics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Benchmarks.Training;

/// <summary>The same training as people write it with TorchSharp: a sequence of modules, its optimizer, a dispose scope for each
/// step.</summary>
internal static class HandWrittenLoop
{
    /// <summary>Trains one epoch whenever the next number is asked for.</summary>
    /// <returns>The seconds of each epoch, without end.</returns>
    internal static IEnumerable<double> EpochSeconds(IReadOnlyList<float[]> rows, Workload workload)
    {
        using var data = tensor(rows.SelectMany(row => row).ToArray(), [rows.Count, workload.InputSize]);
        using var network = CreateNetwork(workload);
        using var optimizer = optim.Adam(network.parameters(), 1e-3);
        while (true)
        {
            yield return Train(data, network, optimizer, workload.BatchSize);
        }
    }

    private static double Train(Tensor data, Sequential network, optim.Optimizer optimizer, int batchSize)
    {
        var clock = Stopwatch.StartNew();
        var rowCount = data.shape[0];
        using var order = randperm(rowCount);
        for (var start = 0L; start < rowCount; start += batchSize)
        {
            using var step = NewDisposeScope();
            var batch = data.index_select(0, order.narrow(0, start, Math.Min(batchSize, rowCount - start)));
            optimizer.zero_grad();
            var loss = nn.functional.mse_loss(network.forward(batch), batch);
            loss.backward();
            optimizer.step();
            _ = loss.item<float>();
        }

        return clock.Elapsed.TotalSeconds;
    }

    private static Sequential CreateNetwork(Workload workload)
    {
        var modules = new List<nn.Module<Tensor, Tensor>>();
        foreach (var (input, output) in workload.Layers)
        {
            modules.Add(nn.Linear(input, output));
            modules.Add(nn.LeakyReLU(0.2));
        }

        modules[^1].Dispose();
        modules[^1] = nn.Sigmoid();
        return nn.Sequential(modules);
    }
}
