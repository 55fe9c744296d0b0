namespace Microsoft.ML.AutoEncoder;

/// <summary>How an activation is written to and read from a model file: one byte for its kind, one float for its parameter.</summary>
internal static class ActivationFormat
{
    // Numbers in files: never change one, never use one again.
    private enum Kind : byte
    {
        Identity = 0,
        ReLU = 1,
        LeakyReLU = 2,
        ELU = 3,
        GELU = 4,
        Tanh = 5,
        Sigmoid = 6,
    }

    internal static void Write(BinaryWriter writer, Activation activation)
    {
        var (kind, parameter) = activation switch
        {
            Identity => (Kind.Identity, 0f),
            ReLU => (Kind.ReLU, 0f),
            LeakyReLU leaky => (Kind.LeakyReLU, leaky.Slope),
            ELU elu => (Kind.ELU, elu.Alpha),
            GELU => (Kind.GELU, 0f),
            Tanh => (Kind.Tanh, 0f),
            Sigmoid => (Kind.Sigmoid, 0f),
            _ => throw new NotSupportedException($"The activation {activation} has no number in the file format."),
        };
        writer.Write((byte)kind);
        writer.Write(parameter);
    }

    /// <exception cref="InvalidDataException">The kind is unknown, or the parameter is out of its range.</exception>
    internal static Activation Read(BinaryReader reader)
    {
        var kind = reader.ReadByte();
        var parameter = reader.ReadSingle();
        try
        {
            return (Kind)kind switch
            {
                Kind.Identity => Activation.Identity,
                Kind.ReLU => Activation.ReLU,
                Kind.LeakyReLU => Activation.LeakyReLU(parameter),
                Kind.ELU => Activation.ELU(parameter),
                Kind.GELU => Activation.GELU,
                Kind.Tanh => Activation.Tanh,
                Kind.Sigmoid => Activation.Sigmoid,
                _ => throw new InvalidDataException($"It has an activation of the unknown kind {kind}."),
            };
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new InvalidDataException($"It has an activation with the impossible parameter {parameter}.", exception);
        }
    }
}
