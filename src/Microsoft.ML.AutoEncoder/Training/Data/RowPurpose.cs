namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What a row is read for.</summary>
internal enum RowPurpose
{
    Training = 1,
    Validation = 2,
}
