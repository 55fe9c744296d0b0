using Microsoft.ML.AutoEncoder.Tests.Conformance;
using Microsoft.ML.AutoEncoder.Tests.InMemoryData;
using Microsoft.ML.AutoEncoder.Tests.ModelFile;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Decoding;

/// <summary>The decoder as a transformer of its own.</summary>
public sealed class DecoderTests
{
    private const string Decoded = "Decoded";

    private static readonly SyntheticData Data = new();
    private static readonly AutoEncoderTransformer Model = TinyAutoEncoder.Fit(Data.Dense);
    private static readonly IDataView Codes = Model.Transform(Data.Dense);

    [Fact]
    public void The_decoder_gives_the_reconstructions_of_the_model()
    {
        var decoded = Model.CreateDecoder(Decoded).Transform(Codes);

        Assert.Equal(
            decoded.GetColumn<float[]>(TinyAutoEncoder.Reconstructed).Select(RowReader.Text),
            decoded.GetColumn<float[]>(Decoded).Select(RowReader.Text));
    }

    [Fact]
    public void A_loaded_decoder_gives_the_same_bits()
    {
        var decoder = Model.CreateDecoder(Decoded, TinyAutoEncoder.Encoded);

        var loaded = Assert.IsType<AutoEncoderDecoderTransformer>(TinyAutoEncoder.SaveAndLoad(decoder, Codes.Schema));

        Assert.Equal((decoder.CodeSize, decoder.ReconstructionSize), (loaded.CodeSize, loaded.ReconstructionSize));
        SchemaAssert.Equal(decoder.GetOutputSchema(Codes.Schema), loaded.GetOutputSchema(Codes.Schema));
        Assert.Equal(ViewContent.Texts(decoder.Transform(Codes)), ViewContent.Texts(loaded.Transform(Codes)));
    }

    [Fact]
    public void The_file_of_a_decoder_has_no_encoder()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.File("decoder.zip");
        new MLContext().Model.Save(Model.CreateDecoder(Decoded), Codes.Schema, path);

        var expected = Model.Network.Shape.Decoder.Sum(layer => layer.ParameterCount) * sizeof(float);
        Assert.Equal(expected, new ModelArchive(path).Parameters.Length);
    }

    [Fact]
    public void Sparse_codes_are_decoded_like_dense_ones()
    {
        float[][] codes = [[0, 0.5f, 0], [0, 0, 0], [1, 0, -1]];
        var type = new VectorDataViewType(NumberDataViewType.Single, 3);
        var decoder = Model.CreateDecoder(Decoded, "Codes");

        var sparse = decoder.Transform(new InMemoryDataView(3, InMemoryColumn.Sparse("Codes", type, codes)));
        var dense = decoder.Transform(new InMemoryDataView(3, InMemoryColumn.Dense("Codes", type, codes)));

        Assert.Equal(ViewContent.Texts(dense, Decoded), ViewContent.Texts(sparse, Decoded));
    }

    [Fact]
    public void The_decoder_refuses_codes_of_another_size_at_once()
    {
        var decoder = Model.CreateDecoder(Decoded, SyntheticData.Features);

        SchemaAssert.Refuses(() => decoder.Transform(Data.Dense));
        SchemaAssert.Refuses(() => decoder.GetOutputSchema(Data.Dense.Without(SyntheticData.Features).Schema));
    }

    [Fact]
    public void The_decoder_outlives_its_model()
    {
        var model = TinyAutoEncoder.Fit(Data.Dense);
        var decoder = model.CreateDecoder(Decoded);
        var expected = ViewContent.Texts(decoder.Transform(Codes));

        model.Dispose();

        Assert.Equal(expected, ViewContent.Texts(decoder.Transform(Codes)));
        Assert.Throws<ObjectDisposedException>(() => model.CreateDecoder(Decoded));
    }

    [Fact]
    public void Columns_need_names()
    {
        Assert.Throws<ArgumentException>(() => Model.CreateDecoder(" "));
        Assert.Throws<ArgumentException>(() => Model.CreateDecoder(Decoded, string.Empty));
    }

    [Fact]
    public void Counting_rows_decodes_nothing()
    {
        var mapper = ((ITransformer)Model.CreateDecoder(Decoded)).GetRowToRowMapper(Codes.Schema);

        Assert.Empty(mapper.GetDependencies([]));
        Assert.Equal([TinyAutoEncoder.Encoded], mapper.GetDependencies([mapper.OutputSchema[Decoded]]).Select(column => column.Name));
    }
}
