using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

public sealed class DisposeTests
{
    private static readonly Dictionary<string, Action<AutoEncoderTransformer, IDataView>> NamedUses = new()
    {
        [nameof(ITransformer.Transform)] = (model, view) => model.Transform(view),
        [nameof(ITransformer.GetOutputSchema)] = (model, view) => model.GetOutputSchema(view.Schema),
        [nameof(ITransformer.GetRowToRowMapper)] = (model, view) => ((ITransformer)model).GetRowToRowMapper(view.Schema),
        [nameof(AutoEncoderTransformer.Encode)] = (model, _) => model.Encode(new float[6], new float[3]),
        [nameof(AutoEncoderTransformer.Decode)] = (model, _) => model.Decode(new float[3], new float[6]),
        [nameof(AutoEncoderTransformer.Reconstruct)] = (model, _) => model.Reconstruct(new float[6], new float[6]),
        ["Save"] = (model, view) => new MLContext().Model.Save(model, view.Schema, new MemoryStream()),
    };

    private readonly SyntheticData _data = new();

    public static TheoryData<string> Uses => [.. NamedUses.Keys];

    [Theory, MemberData(nameof(Uses))]
    public void A_disposed_model_says_that_it_is_disposed(string use)
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);
        NamedUses[use](model, _data.Dense);
        model.Dispose();

        var exception = Assert.Throws<ObjectDisposedException>(() => NamedUses[use](model, _data.Dense));

        Assert.Equal(nameof(AutoEncoderTransformer), exception.ObjectName);
        Assert.Contains("disposed", exception.Message);
        Assert.Contains(nameof(PredictionEngineOptions.OwnsTransformer), exception.Message);
    }

    [Theory, MemberData(nameof(Uses))]
    public void A_disposed_model_that_was_loaded_says_so_too(string use)
    {
        var model = (AutoEncoderTransformer)TinyAutoEncoder.SaveAndLoad(TinyAutoEncoder.Fit(_data.Dense), _data.Dense.Schema);
        NamedUses[use](model, _data.Dense);
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => NamedUses[use](model, _data.Dense));
    }

    [Fact]
    public void Disposing_twice_is_allowed()
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);
        model.Dispose();

        Assert.Null(Record.Exception(model.Dispose));
        Assert.Throws<ObjectDisposedException>(() => model.Encode(new float[6], new float[3]));
    }

    [Fact]
    public void A_disposed_model_still_tells_its_sizes_and_its_history()
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);
        var history = model.TrainingHistory.ToArray();

        model.Dispose();

        Assert.Equal(6, model.InputSize);
        Assert.Equal(3, model.CodeSize);
        Assert.Equal(history, model.TrainingHistory);
    }

    [Fact]
    public void Data_that_are_being_read_are_read_to_their_end()
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);
        var view = model.Transform(_data.Dense);
        var expected = ViewContent.Texts(view);
        using var cursor = view.GetRowCursor(view.Schema);
        var reader = new RowReader(cursor);
        Assert.True(cursor.MoveNext());
        Assert.Equal(expected[0], reader.Read().ToString());

        model.Dispose();

        Assert.Equal(expected[1..], ViewContent.Texts(cursor));
    }

    [Fact]
    public void A_prediction_engine_disposes_the_model_that_it_owns()
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);

        new MLContext().Model.CreatePredictionEngine<FeaturesRow, ScoredRow>(model).Dispose();

        Assert.Throws<ObjectDisposedException>(() => model.Transform(_data.Dense));
    }

    [Fact]
    public void A_prediction_engine_leaves_a_model_alone_that_it_does_not_own()
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);
        var options = new PredictionEngineOptions { OwnsTransformer = false };

        new MLContext().Model.CreatePredictionEngine<FeaturesRow, ScoredRow>(model, options).Dispose();

        Assert.NotEmpty(ViewContent.Read(model.Transform(_data.Dense)));
    }

    [Fact]
    public void A_chain_disposes_the_model_in_it()
    {
        var ml = new MLContext();
        var chain = ml.Transforms.CopyColumns("Copy", SyntheticData.Features)
            .Append(ml.Transforms.AutoEncoder(TinyAutoEncoder.Options()))
            .Fit(_data.Dense);

        chain.Dispose();

        Assert.Throws<ObjectDisposedException>(() => chain.LastTransformer.Transform(_data.Dense));
    }
}
