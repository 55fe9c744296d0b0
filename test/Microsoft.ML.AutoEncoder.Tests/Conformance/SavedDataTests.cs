using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>Transformed data are saved with the model that made them, and loaded over other data: the way of ML.NET's own tests and of
/// its older files.</summary>
public sealed class SavedDataTests
{
    private const string Folder = "T";

    private static readonly SyntheticData Data = new();

    [Fact]
    public void Encoded_data_are_saved_and_loaded() => AssertSameAfterLoading(TinyAutoEncoder.Fit(Data.Dense), Data.Dense);

    [Fact]
    public void Decoded_data_are_saved_and_loaded()
    {
        var model = TinyAutoEncoder.Fit(Data.Dense);

        AssertSameAfterLoading(model.CreateDecoder("Decoded"), model.Transform(Data.Dense));
    }

    [Fact]
    public void Data_with_scores_of_a_detector_are_saved_and_loaded() =>
        AssertSameAfterLoading(TinyAnomalyDetector.Fit(Data.Dense), Data.Dense);

    private static void AssertSameAfterLoading(ITransformer model, IDataView data)
    {
        var view = Assert.IsType<IDataTransform>(model.Transform(data), exactMatch: false);
        using var stream = new MemoryStream();
        var environment = (Runtime.IHostEnvironment)new MLContext(1).Model.GetEnvironment();
        using (var writer = RepositoryWriter.CreateNew(stream, environment))
        {
            ModelSaveContext.SaveModel(writer, view, Folder);
            writer.Commit();
        }

        stream.Position = 0;
        using var reader = RepositoryReader.Open(stream, environment);
        ModelLoadContext.LoadModel<IDataTransform, SignatureLoadDataTransform>(environment, out var loaded, reader, Folder, data);

        SchemaAssert.Equal(view.Schema, loaded.Schema);
        Assert.Equal(ViewContent.Texts(view), ViewContent.Texts(loaded));
    }
}
