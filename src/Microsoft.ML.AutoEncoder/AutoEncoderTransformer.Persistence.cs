using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(
    typeof(AutoEncoderTransformer), null, typeof(SignatureLoadModel), "Autoencoder", AutoEncoderTransformer.LoaderSignature)]

// For transformed data that are saved with the model that made them.
[assembly: LoadableClass(
    typeof(IRowMapper), typeof(AutoEncoderTransformer), null, typeof(SignatureLoadRowMapper), "Autoencoder",
    AutoEncoderTransformer.LoaderSignature)]

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
    // stream "TrainingState", if a state was kept: see KeptStateFormat
    //
    // *** Binary format of the description ***
    // the columns, see ColumnsFormat
    // the shape of the network, see NetworkFormat
    // what is known of the training, see TrainingRecordFormat

    /// <inheritdoc/>
    protected override void SaveModel(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        var network = Network;
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());

        FramedDescription.Write(ctx.Writer, writer =>
        {
            ColumnsFormat.Write(writer, _columns);
            NetworkFormat.WriteShape(writer, network);
            TrainingRecordFormat.Write(writer, Training);
        });
        ParametersStream.Write(ctx, network);
        KeptStateFormat.WriteStream(ctx, Training.State);
    }

    // ML.NET finds these methods by their name and their parameters when it loads a model.
    internal static AutoEncoderTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        var host = env.Register(nameof(AutoEncoderTransformer));
        return ModelReader.Read(host, ctx, GetVersionInfo(), "autoencoder", () => Read(host, ctx));
    }

    internal static IRowMapper Create(IHostEnvironment env, ModelLoadContext ctx, DataViewSchema inputSchema) =>
        Create(env, ctx).MakeRowMapper(inputSchema);

    private static AutoEncoderTransformer Read(IHost host, ModelLoadContext ctx)
    {
        using var reader = FramedDescription.Read(ctx.Reader);
        var columns = ColumnsFormat.Read(reader);
        var (shape, parametersHash) = NetworkFormat.ReadWholeShape(reader);
        var (training, state) = TrainingRecordFormat.Read(reader, shape);
        FramedDescription.CheckEnd(reader);
        ColumnsFormat.Check(columns, shape);

        var network = ParametersStream.Read(ctx, shape, parametersHash);
        if (state is not null)
        {
            training = training with { State = KeptStateFormat.ReadStream(ctx, state) };
        }

        return new AutoEncoderTransformer(host, columns, network, training);
    }
}
