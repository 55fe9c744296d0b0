using Microsoft.ML.AutoEncoder.Training;

namespace Microsoft.ML.AutoEncoder.Tests.Variants;

/// <summary>A small network in training, to look at from the inside. Its tensors belong to the dispose scope in which it is
/// created.</summary>
internal sealed class TrainingFixture
{
    internal TrainingFixture(NetworkShape shape, NetworkArchitecture architecture, params AutoEncoderRegularizer[] regularizers)
    {
        Layout = new ParameterLayout(shape, architecture);
        Parameters = new FlatTensor(Layout.Length, TrainingDevice.Cpu);
        Layout.Initialize(Parameters.Values, new Random(1));
        Objective = new Objective(ReconstructionLoss.MeanSquaredError, regularizers, shape.Decoder[^1].Activation);
        Network = new TrainableNetwork(Layout, Parameters);
    }

    internal ParameterLayout Layout { get; }

    internal FlatTensor Parameters { get; }

    internal Objective Objective { get; }

    internal TrainableNetwork Network { get; }

    /// <summary>A network with one hidden layer.</summary>
    internal static NetworkShape Shape(Activation activation, Activation codeActivation, int codeSize = 3) => NetworkShape.OfDenseLayers(
        4, [(5, activation), (codeSize, codeActivation)], [(5, activation), (4, Activation.Sigmoid)]);

    /// <summary>A worker on these parameters, with a feed of some rows as one batch.</summary>
    internal (Worker Worker, IBatchFeed Batch) Work(float[][] rows)
    {
        var data = new RowStore(rows[0].Length, hasWeights: false);
        foreach (var row in rows)
        {
            data.Add(row, 1);
        }

        return (new Worker(Layout, Parameters, Objective, seed: 1, capacity: rows.Length, hasWeights: false), Batch(data));
    }

    /// <summary>A feed of some rows as one batch.</summary>
    internal static IBatchFeed Batch(RowStore rows)
    {
        var batch = new ShuffledBatches(rows, rows.RowCount, seed: 1);
        batch.StartEpoch(1);
        batch.MoveNext();
        return batch;
    }

    /// <summary>The gradients that networks have found, each for some rows.</summary>
    internal float[] Collect(params TrainableNetwork[] networks)
    {
        var all = new float[Layout.TrainableLength];
        Collect(all, leftOut: null, networks);
        return all;
    }

    /// <summary>Copies the gradients that networks have found, but those of a layer.</summary>
    internal void Collect(float[] all, LayerTwin? leftOut, params TrainableNetwork[] networks)
    {
        var batch = new GradientReducer(Layout, networks, new ThreadSums(), penaltiesReachWeights: true, leftOut);
        for (var thread = 0; thread < networks.Length; thread++)
        {
            batch.Collect(thread, (offset, gradients) => gradients.CopyTo(all.AsSpan(offset)));
        }
    }
}
