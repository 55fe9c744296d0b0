namespace Microsoft.ML.AutoEncoder;

/// <summary>The kinds of columns that an autoencoder can produce, by their numbers in model files. A number is never changed or used
/// again.</summary>
internal static class OutputColumnKinds
{
    internal delegate OutputColumn ReadColumn(string name, BinaryReader arguments);

    /// <returns>Null if this version does not know the kind.</returns>
    internal static ReadColumn? ReaderOf(byte kind) => kind switch
    {
        CodeColumn.Number => CodeColumn.Read,
        ReconstructionColumn.Number => ReconstructionColumn.Read,
        ReconstructionErrorColumn.Number => ReconstructionErrorColumn.Read,
        SlotErrorColumn.Number => SlotErrorColumn.Read,
        LayerOutputColumn.Number => LayerOutputColumn.Read,
        _ => null,
    };
}
