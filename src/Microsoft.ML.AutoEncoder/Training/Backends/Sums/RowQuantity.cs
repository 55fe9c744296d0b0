namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What is summed over rows.</summary>
internal enum RowQuantity
{
    /// <summary>The weights of the rows.</summary>
    Weight,

    /// <summary>The losses of the rows that are trained on, by weight.</summary>
    Loss,

    /// <summary>The reconstruction loss of rows that the training is measured on, by weight.</summary>
    EvaluationLoss,

    /// <summary>The squared error of their reconstructions, by weight.</summary>
    SquaredError,

    /// <summary>How well labels are predicted: see <see cref="LabelSums"/>.</summary>
    Labels,

    /// <summary>The codes, by weight.</summary>
    Code,

    /// <summary>How many rows the statistics of a batch are of.</summary>
    NormalizedRowCount,

    /// <summary>The parts of the means of a batch.</summary>
    BatchMean,

    /// <summary>The squared distances from those means.</summary>
    BatchSquare,
}
