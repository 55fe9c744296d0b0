using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(
    typeof(AutoEncoderAnomalyModelParameters), null, typeof(SignatureLoadModel), "Autoencoder anomaly detector",
    AutoEncoderAnomalyModelParameters.LoaderSignature)]

namespace Microsoft.ML.AutoEncoder;

public sealed partial class AutoEncoderAnomalyModelParameters
{
    internal const string LoaderSignature = "AutoEncoderAnomaly";

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "AEANOMLY",
        verWrittenCur: 0x00010001, // Initial
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(AutoEncoderAnomalyModelParameters).Assembly.FullName);

    // *** Binary format ***
    // int: size of a float, from ML.NET
    // the description, see FramedDescription
    // stream "Parameters": the parameters of the network, see NetworkFormat
    // stream "TrainingState", if a state was kept: see KeptStateFormat
    //
    // *** Binary format of the description ***
    // the shape of the network, see NetworkFormat
    // what is known of the training, see TrainingRecordFormat
    // the measure, see MeasureFormat
    // float: the threshold
    // bool: whether the errors of the slots are produced
    // string: if so, the name of their column

    /// <inheritdoc/>
    protected override void SaveCore(ModelSaveContext ctx)
    {
        base.SaveCore(ctx);
        ctx.SetVersionInfo(GetVersionInfo());
        FramedDescription.Write(ctx.Writer, writer =>
        {
            NetworkFormat.WriteShape(writer, Network);
            TrainingRecordFormat.Write(writer, Training);
            MeasureFormat.Write(writer, Measure);
            writer.Write(Threshold);
            OptionalString.Write(writer, SlotErrorColumnName);
        });
        ParametersStream.Write(ctx, Network);
        KeptStateFormat.WriteStream(ctx, Training.State);
    }

    // ML.NET finds this method by its name and its parameters when it loads a model.
    internal static AutoEncoderAnomalyModelParameters Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        var host = env.Register(nameof(AutoEncoderAnomalyModelParameters));
        return ModelReader.Read(host, ctx, GetVersionInfo(), "autoencoder for anomalies", () => Read(host, ctx));
    }

    private static AutoEncoderAnomalyModelParameters Read(IHost host, ModelLoadContext ctx)
    {
        var sizeOfFloat = ctx.Reader.ReadInt32();
        if (sizeOfFloat != sizeof(float))
        {
            throw new InvalidDataException($"It gives the size of a number as {sizeOfFloat} bytes: the file is damaged.");
        }

        using var reader = FramedDescription.Read(ctx.Reader);
        var (shape, parametersHash) = NetworkFormat.ReadWholeShape(reader);
        var (training, state) = TrainingRecordFormat.Read(reader, shape);
        var measure = MeasureFormat.Read(reader, shape);
        var threshold = reader.ReadSingle();
        var slotErrorColumnName = OptionalString.Read(reader);
        FramedDescription.CheckEnd(reader);
        if (float.IsNaN(threshold))
        {
            throw new InvalidDataException("Its threshold is not a number.");
        }

        if (slotErrorColumnName is not null
            && (string.IsNullOrWhiteSpace(slotErrorColumnName)
                || slotErrorColumnName is DefaultColumnNames.Score or DefaultColumnNames.PredictedLabel))
        {
            throw new InvalidDataException($"'{slotErrorColumnName}' cannot be the name of its column of slot errors.");
        }

        var network = ParametersStream.Read(ctx, shape, parametersHash);
        if (state is not null)
        {
            training = training with { State = KeptStateFormat.ReadStream(ctx, state) };
        }

        return new AutoEncoderAnomalyModelParameters(host, network, measure, threshold, slotErrorColumnName, training);
    }
}
