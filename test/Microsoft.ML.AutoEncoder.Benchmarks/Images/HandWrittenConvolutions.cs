using System.Diagnostics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Benchmarks.Images;

/// <summary>The training of the convolutional network as people write it with TorchSharp: modules, its optimizer, a dispose scope for each
/// step.</summary>
internal static class HandWrittenConvolutions
{
    private const int BatchSize = 128;

    /// <summary>Trains one epoch whenever the next number is asked for.</summary>
    /// <returns>The seconds of each epoch, without end.</returns>
    internal static IEnumerable<double> EpochSeconds(IReadOnlyList<float[]> rows)
    {
        using var data = tensor(rows.SelectMany(row => row).ToArray(), [rows.Count, 1, 28, 28]);
        using var network = CreateNetwork();
        using var optimizer = optim.Adam(network.parameters(), 1e-3);
        while (true)
        {
            yield return Train(data, network, optimizer);
        }
    }

    private static double Train(Tensor data, Sequential network, optim.Optimizer optimizer)
    {
        var clock = Stopwatch.StartNew();
        var rowCount = data.shape[0];
        using var order = randperm(rowCount);
        for (var start = 0L; start < rowCount; start += BatchSize)
        {
            using var step = NewDisposeScope();
            var batch = data.index_select(0, order.narrow(0, start, Math.Min(BatchSize, rowCount - start)));
            optimizer.zero_grad();
            var loss = nn.functional.mse_loss(network.forward(batch), batch);
            loss.backward();
            optimizer.step();
            _ = loss.item<float>();
        }

        return clock.Elapsed.TotalSeconds;
    }

    private static Sequential CreateNetwork() => nn.Sequential(
        nn.Conv2d(1, 16, 3, stride: 2, padding: 1),
        nn.LeakyReLU(0.2),
        nn.Conv2d(16, 32, 3, stride: 2, padding: 1),
        nn.LeakyReLU(0.2),
        nn.Flatten(),
        nn.Linear(32 * 7 * 7, 64),
        nn.LeakyReLU(0.2),
        nn.Linear(64, 32 * 7 * 7),
        nn.LeakyReLU(0.2),
        nn.Unflatten(1, [32, 7, 7]),
        nn.ConvTranspose2d(32, 16, 3, stride: 2, padding: 1, output_padding: 1),
        nn.LeakyReLU(0.2),
        nn.ConvTranspose2d(16, 1, 3, stride: 2, padding: 1, output_padding: 1),
        nn.Sigmoid());
}
