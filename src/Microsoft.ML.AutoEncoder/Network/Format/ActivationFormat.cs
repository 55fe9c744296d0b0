namespace Microsoft.ML.AutoEncoder;

/// <summary>How an activation is written to and read from a model file: one byte for its kind, one float for its parameter.</summary>
internal static class ActivationFormat
{
    internal static void Write(BinaryWriter writer, Activation activation)
    {
        writer.Write(activation.Kind.Number);
        writer.Write(activation.Parameter ?? 0f);
    }

    /// <exception cref="InvalidDataException">The kind is unknown, or the parameter is out of its range.</exception>
    internal static Activation Read(BinaryReader reader)
    {
        var number = reader.ReadByte();
        var parameter = reader.ReadSingle();
        var kind = Activation.Kinds.FirstOrDefault(kind => kind.Number == number) ?? throw new InvalidDataException(
            $"It has an activation of the kind {number}, " +
            "which this version of Microsoft.ML.AutoEncoder does not know. Update the package.");
        try
        {
            return kind.Create(parameter);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new InvalidDataException(
                FormattableString.Invariant($"It has an activation with the impossible parameter {parameter}."), exception);
        }
    }
}
