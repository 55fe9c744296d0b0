namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>All that changes while a network is trained. Whoever has it can go on with the training.</summary>
/// <remarks>The tensors belong to the dispose scope in which the state is created.</remarks>
internal sealed class TrainingState
{
    private readonly List<EpochMetrics> _history = [];

    /// <param name="layout">The layers, and where their parameters stand.</param>
    /// <param name="weightDecay">The optimizer's weight decay.</param>
    /// <param name="keepBest">Whether the parameters of the best epoch are kept.</param>
    internal TrainingState(ParameterLayout layout, float weightDecay, bool keepBest)
    {
        Layout = layout;
        Parameters = new FlatTensor(layout.Length, TrainingDevice.Cpu);
        Optimizer = new Adam(layout.TrainableLength, weightDecay);
        BestParameters = keepBest ? new float[Parameters.Values.Length] : null;
    }

    internal ParameterLayout Layout { get; }

    /// <summary>All parameters, and the running statistics.</summary>
    internal FlatTensor Parameters { get; }

    internal Adam Optimizer { get; }

    internal IReadOnlyList<EpochMetrics> History => _history;

    /// <summary>The parameters and statistics at the end of the epoch with the lowest loss; null if they are not kept.</summary>
    internal float[]? BestParameters { get; }

    /// <summary>Takes over the epochs of a training that was interrupted.</summary>
    internal void RestoreHistory(IEnumerable<EpochMetrics> history) => _history.AddRange(history);

    internal void EndEpoch(EpochMetrics metrics)
    {
        if (BestParameters is not null && _history.TrueForAll(earlier => metrics.MonitoredLoss < earlier.MonitoredLoss))
        {
            Parameters.Values.CopyTo(BestParameters);
        }

        _history.Add(metrics);
    }

    /// <summary>The network with the best parameters where they are kept, otherwise with the last ones.</summary>
    internal AutoEncoderNetwork ToNetwork()
    {
        var parameters = BestParameters is not null && _history.Count > 0 ? BestParameters : Parameters.Values;
        return InferenceNetworkBuilder.Build(Layout, parameters);
    }
}
