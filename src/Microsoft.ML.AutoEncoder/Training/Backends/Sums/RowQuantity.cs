namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What is summed over rows.</summary>
internal enum RowQuantity
{
    /// <summary>How many rows a batch has.</summary>
    RowCount,

    /// <summary>The weights of the rows.</summary>
    Weight,

    /// <summary>The losses of the rows that are trained on, by weight.</summary>
    Loss,

    /// <summary>The reconstruction loss of the rows for validation, by weight.</summary>
    ValidationLoss,

    /// <summary>The codes, by weight.</summary>
    Code,

    /// <summary>How many rows the statistics of a batch are of.</summary>
    NormalizedRowCount,

    /// <summary>The parts of the means of a batch.</summary>
    BatchMean,

    /// <summary>The squared distances from those means.</summary>
    BatchSquare,
}
