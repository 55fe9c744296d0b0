using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(AutoEncoderTransformer), null, typeof(SignatureLoadModel), "Autoencoder", AutoEncoderTransformer.LoaderSignature)]

namespace Microsoft.ML.AutoEncoder;

public sealed partial class AutoEncoderTransformer
{
    // ML.NET compares names over all loaded assemblies, and allows 24 characters.
    internal const string LoaderSignature = "Microsoft.ML.AutoEncoder";

    private const uint WrittenVersion = 0x00010001; // Initial
    private const uint ReadableVersion = 0x00010001;
    private const uint OldestReadVersion = 0x00010001;

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "AUTOENCD",
        verWrittenCur: WrittenVersion,
        verReadableCur: ReadableVersion,
        verWeCanReadBack: OldestReadVersion,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(AutoEncoderTransformer).Assembly.FullName);

    // *** Binary format ***
    // the description, see FramedDescription
    // stream "Parameters": the parameters, see NetworkFormat
    //
    // *** Binary format of the description ***
    // string: name of the input column
    // string: name of the output column
    // for the columns of the reconstruction, of its error, and of the errors of the slots:
    //   bool: whether the column is produced
    //   string: if so, its name
    // int: number of the columns of layers
    // for each of them:
    //   string: name
    //   int: number of the layer
    // the shape of the network, see NetworkFormat
    // the history of the training, see HistoryFormat

    /// <inheritdoc/>
    protected override void SaveModel(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        var network = Network;
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());

        FramedDescription.Write(ctx.Writer, writer =>
        {
            writer.Write(_columns.Input);
            writer.Write(_columns.Output);
            OptionalString.Write(writer, _columns.Reconstruction);
            OptionalString.Write(writer, _columns.ReconstructionError);
            OptionalString.Write(writer, _columns.SlotError);
            LayerColumnsFormat.Write(writer, _columns.Layers);
            NetworkFormat.WriteShape(writer, network);
            HistoryFormat.Write(writer, TrainingHistory);
        });
        ParametersStream.Write(ctx, network);
    }

    // ML.NET finds this method by its name and its parameters when it loads a model.
    internal static AutoEncoderTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        var host = env.Register(nameof(AutoEncoderTransformer));
        return ModelReader.Read(host, ctx, GetVersionInfo(), "autoencoder", () => Read(host, ctx));
    }

    private static AutoEncoderTransformer Read(IHost host, ModelLoadContext ctx)
    {
        using var reader = FramedDescription.Read(ctx.Reader);
        var columns = new AutoEncoderColumns(
            Input: reader.ReadString(),
            Output: reader.ReadString(),
            Reconstruction: OptionalString.Read(reader),
            ReconstructionError: OptionalString.Read(reader),
            SlotError: OptionalString.Read(reader),
            Layers: LayerColumnsFormat.Read(reader));
        var (shape, parametersHash) = NetworkFormat.ReadShape(reader);
        var history = HistoryFormat.Read(reader);
        LayerColumnsFormat.Check(columns.Layers, shape);

        var network = ParametersStream.Read(ctx, shape, parametersHash);
        return new AutoEncoderTransformer(host, columns, network, history);
    }
}
