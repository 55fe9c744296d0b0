namespace Microsoft.ML.AutoEncoder;

/// <summary>How an activation is written to and read from a model file: one byte for its kind, one float for its parameter.</summary>
internal static class ActivationFormat
{
    internal static void Write(BinaryWriter writer, Activation activation)
    {
        writer.Write(activation.KindNumber);
        writer.Write(activation.Parameter ?? 0f);
    }

    /// <exception cref="InvalidDataException">The kind is unknown, or the parameter is out of its range.</exception>
    internal static Activation Read(BinaryReader reader)
    {
        var kind = reader.ReadByte();
        var parameter = reader.ReadSingle();
        try
        {
            return Activation.Create(kind, parameter) ?? throw new InvalidDataException(
                $"It has an activation of the kind {kind}, " +
                "which this version of Microsoft.ML.AutoEncoder does not know. Update the package.");
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new InvalidDataException(
                FormattableString.Invariant($"It has an activation with the impossible parameter {parameter}."), exception);
        }
    }
}
