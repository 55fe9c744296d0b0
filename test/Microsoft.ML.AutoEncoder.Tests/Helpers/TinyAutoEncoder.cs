namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Autoencoders that are fitted in milliseconds.</summary>
internal static class TinyAutoEncoder
{
    internal const string Encoded = "Encoded";
    internal const string Reconstructed = "Reconstructed";
    internal const string ReconstructionError = "ReconstructionError";
    internal const string SlotErrors = "SlotErrors";

    /// <summary>The columns that <see cref="OptionsWithAllColumns"/> adds, in their order.</summary>
    internal static readonly string[] AddedColumns = [Encoded, Reconstructed, ReconstructionError, SlotErrors];

    /// <summary>Encodes <see cref="SyntheticData.Features"/>, with one hidden layer and few epochs.</summary>
    internal static AutoEncoderEstimator.Options Options() => new()
    {
        InputColumnName = SyntheticData.Features,
        OutputColumnName = Encoded,
        HiddenLayerSizes = [5],
        CodeSize = 3,
        NumberOfEpochs = 2,
        BatchSize = 8,
        LearningRate = 0.01f,
        Seed = 7,
    };

    /// <summary>The same with every optional column.</summary>
    internal static AutoEncoderEstimator.Options OptionsWithAllColumns()
    {
        var options = Options();
        options.ReconstructionColumnName = Reconstructed;
        options.ReconstructionErrorColumnName = ReconstructionError;
        options.SlotErrorColumnName = SlotErrors;
        return options;
    }

    internal static AutoEncoderTransformer Fit(IDataView data, AutoEncoderEstimator.Options? options = null) =>
        new MLContext().Transforms.AutoEncoder(options ?? OptionsWithAllColumns()).Fit(data);

    /// <summary>What is left of a model that is saved and loaded again.</summary>
    internal static ITransformer SaveAndLoad(ITransformer model, DataViewSchema inputSchema, out DataViewSchema loadedSchema)
    {
        using var stream = new MemoryStream();
        new MLContext().Model.Save(model, inputSchema, stream);
        return new MLContext().Model.Load(stream, out loadedSchema);
    }

    /// <inheritdoc cref="SaveAndLoad(ITransformer, DataViewSchema, out DataViewSchema)"/>
    internal static ITransformer SaveAndLoad(ITransformer model, DataViewSchema inputSchema) => SaveAndLoad(model, inputSchema, out _);
}
