namespace Microsoft.ML.AutoEncoder;

/// <summary>The state of a training that is over, which a fitted model keeps so that another training can go on as if nothing had been
/// between. The history is part of the model anyway.</summary>
/// <remarks>Plain numbers: a process that only scores holds them, because a file is closed once it is loaded, and the model may be saved
/// again; it does nothing with them.</remarks>
internal sealed record KeptState
{
    /// <summary>The number of steps of the optimizer.</summary>
    internal required int StepCount { get; init; }

    /// <summary>Decides the order of the rows.</summary>
    internal required int OrderSeed { get; init; }

    /// <summary>How many epochs at the beginning of the history had other rows than the last ones.</summary>
    internal required int ComparableFrom { get; init; }

    /// <summary>Tells the rows of the last epochs from others.</summary>
    internal required string RowsHash { get; init; }

    /// <summary>Parameters, running statistics, and what the optimizer remembers.</summary>
    internal required IReadOnlyList<KeptBuffer> Buffers { get; init; }
}
