namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What random numbers are for. Different purposes get different ones.</summary>
internal enum RandomStream
{
    Corruption,
    CodeSample,
    JacobianProbe,
    RowChange,

    /// <summary>That of the first layer; the others follow.</summary>
    Dropout,
}
