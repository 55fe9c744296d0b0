namespace Microsoft.ML.AutoEncoder;

/// <summary>The stream with the parameters of a network, which a component keeps beside its description.</summary>
internal static class ParametersStream
{
    private const string Name = "Parameters";

    internal static void Write(ModelSaveContext ctx, AutoEncoderNetwork network) =>
        ctx.SaveBinaryStream(Name, writer => NetworkFormat.WriteParameters(writer.BaseStream, network));

    /// <param name="ctx">The component in the file.</param>
    /// <param name="shape">The shape of the network, from the description.</param>
    /// <param name="hash">The hash of the parameters, from the description.</param>
    /// <exception cref="InvalidDataException">There is no such stream, or it is damaged.</exception>
    internal static AutoEncoderNetwork Read(ModelLoadContext ctx, NetworkShape shape, byte[] hash)
    {
        AutoEncoderNetwork? network = null;
        ctx.TryLoadBinaryStream(Name, reader => network = NetworkFormat.ReadParameters(reader.BaseStream, shape, hash));
        return network ?? throw new InvalidDataException("Its weights are missing.");
    }
}
