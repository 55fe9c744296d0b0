namespace Microsoft.ML.AutoEncoder;

/// <summary>How an activation is written to and read from a model file: one byte for its kind, one float for its parameter.</summary>
internal static class ActivationFormat
{
    internal static void Write(BinaryWriter writer, Activation activation)
    {
        writer.Write((byte)activation.Kind);
        writer.Write(activation.Parameter ?? 0f);
    }

    /// <exception cref="InvalidDataException">The kind is unknown, or the parameter is out of its range.</exception>
    internal static Activation Read(BinaryReader reader)
    {
        var kind = (ActivationKind)reader.ReadByte();
        var parameter = reader.ReadSingle();
        try
        {
            return Create(kind, parameter) ?? throw new InvalidDataException(
                $"It has an activation of the kind {(byte)kind}, " +
                "which this version of Microsoft.ML.AutoEncoder does not know. Update the package.");
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new InvalidDataException(
                FormattableString.Invariant($"It has an activation with the impossible parameter {parameter}."), exception);
        }
    }

    /// <param name="kind">The kind of the activation.</param>
    /// <param name="parameter">Its parameter; kinds without one ignore it.</param>
    /// <returns>Null if there is no such kind.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The parameter is out of its range.</exception>
    internal static Activation? Create(ActivationKind kind, float parameter) => kind switch
    {
        ActivationKind.Identity => Activation.Identity,
        ActivationKind.ReLU => Activation.ReLU,
        ActivationKind.LeakyReLU => Activation.LeakyReLU(parameter),
        ActivationKind.ELU => Activation.ELU(parameter),
        ActivationKind.GELU => Activation.GELU,
        ActivationKind.Tanh => Activation.Tanh,
        ActivationKind.Sigmoid => Activation.Sigmoid,
        ActivationKind.SELU => Activation.SELU,
        ActivationKind.SiLU => Activation.SiLU,
        ActivationKind.Softplus => Activation.Softplus,
        _ => null,
    };
}
