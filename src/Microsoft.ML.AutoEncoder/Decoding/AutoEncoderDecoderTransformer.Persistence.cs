using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(
    typeof(AutoEncoderDecoderTransformer), null, typeof(SignatureLoadModel), "Decoder of an autoencoder", AutoEncoderDecoderTransformer.LoaderSignature)]

// For transformed data that are saved with the model that made them.
[assembly: LoadableClass(
    typeof(IRowMapper), typeof(AutoEncoderDecoderTransformer), null, typeof(SignatureLoadRowMapper), "Decoder of an autoencoder",
    AutoEncoderDecoderTransformer.LoaderSignature)]

namespace Microsoft.ML.AutoEncoder;

public sealed partial class AutoEncoderDecoderTransformer
{
    internal const string LoaderSignature = "AutoEncoderDecoder";

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "AEDECODE",
        verWrittenCur: 0x00010001, // Initial
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(AutoEncoderDecoderTransformer).Assembly.FullName);

    // *** Binary format ***
    // the description, see FramedDescription
    // stream "Parameters": the parameters of the whole network, see NetworkFormat
    //
    // *** Binary format of the description ***
    // string: name of the output column
    // string: name of the input column
    // the shape of the network, see NetworkFormat

    /// <inheritdoc/>
    protected override void SaveModel(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        FramedDescription.Write(ctx.Writer, writer =>
        {
            writer.Write(_output.Name);
            writer.Write(_inputColumnName);
            NetworkFormat.WriteShape(writer, _network);
        });
        ParametersStream.Write(ctx, _network);
    }

    // ML.NET finds these methods by their name and their parameters when it loads a model.
    internal static AutoEncoderDecoderTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        var host = env.Register(nameof(AutoEncoderDecoderTransformer));
        return ModelReader.Read(host, ctx, GetVersionInfo(), "decoder of an autoencoder", () => Read(host, ctx));
    }

    internal static IRowMapper Create(IHostEnvironment env, ModelLoadContext ctx, DataViewSchema inputSchema) =>
        Create(env, ctx).MakeRowMapper(inputSchema);

    private static AutoEncoderDecoderTransformer Read(IHost host, ModelLoadContext ctx)
    {
        using var reader = FramedDescription.Read(ctx.Reader);
        var (output, input) = (reader.ReadString(), reader.ReadString());
        var (shape, parametersHash) = NetworkFormat.ReadShape(reader);
        FramedDescription.CheckEnd(reader);
        if (string.IsNullOrWhiteSpace(output) || string.IsNullOrWhiteSpace(input))
        {
            throw new InvalidDataException("A column has no name.");
        }

        var network = ParametersStream.Read(ctx, shape, parametersHash);
        return new AutoEncoderDecoderTransformer(host, output, input, network);
    }
}
