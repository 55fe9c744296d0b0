namespace Microsoft.ML.AutoEncoder;

/// <summary>What a column that a model produces contains.</summary>
internal enum OutputContent
{
    /// <summary>A vector of the code's size.</summary>
    Code,

    /// <summary>A vector of the input's size.</summary>
    Reconstruction,

    /// <summary>A scalar: the mean over the slots of the squared difference between the input and its reconstruction.</summary>
    ReconstructionError,

    /// <summary>A vector of the input's size: the squared difference slot by slot.</summary>
    SlotError,

    /// <summary>A vector of the size of a layer: its output.</summary>
    Layer,
}
