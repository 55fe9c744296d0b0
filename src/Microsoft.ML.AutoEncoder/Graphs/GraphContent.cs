namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>What a tensor in the graph of a network holds.</summary>
internal enum GraphContent
{
    /// <summary>One value per unit of the code.</summary>
    Code,

    /// <summary>One value per slot of the input.</summary>
    Reconstruction,

    /// <summary>One value: the mean of the squared differences.</summary>
    ReconstructionError,

    /// <summary>One value per slot: the squared difference, as a multiple of the measure's unit where there is one.</summary>
    SlotErrors,

    /// <summary>One value per output of a layer.</summary>
    Layer,

    /// <summary>One value: how odd the row is to a detector.</summary>
    Score,
}
