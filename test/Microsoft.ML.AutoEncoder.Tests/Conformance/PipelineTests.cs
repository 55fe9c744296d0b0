using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>The autoencoder among other components.</summary>
public sealed class PipelineTests
{
    private readonly MLContext _ml = new(1);
    private readonly SyntheticData _data = new(rowCount: 60);

    [Fact]
    public void A_pipeline_with_the_model_in_the_middle_is_saved_and_loaded()
    {
        var chain = CreateClassifier().Fit(_data.Dense);

        var loaded = TinyAutoEncoder.SaveAndLoad(chain, _data.Dense.Schema, out var schema);

        SchemaAssert.Equal(_data.Dense.Schema, schema);
        Assert.Equal(ViewContent.Texts(chain.Transform(_data.Dense)), ViewContent.Texts(loaded.Transform(_data.Dense)));
    }

    [Fact]
    public void A_loaded_pipeline_gives_the_model_in_its_middle()
    {
        var loaded = TinyAutoEncoder.SaveAndLoad(CreateClassifier().Fit(_data.Dense), _data.Dense.Schema);

        var model = Assert.Single(((IEnumerable<ITransformer>)loaded).OfType<AutoEncoderTransformer>());

        Assert.Equal((6, 3), (model.InputSize, model.CodeSize));
    }

    [Fact]
    public void A_pipeline_is_saved_together_with_its_loader()
    {
        var loader = _ml.Data.CreateTextLoader([new TextLoader.Column(SyntheticData.Features, DataKind.Single, 0, 5)]);
        var source = new LinesOfText(_data.Rows.Select(row => string.Join("\t", row)));
        var model = TinyAutoEncoder.Fit(loader.Load(source));
        using var stream = new MemoryStream();

        _ml.Model.Save(model, loader, stream);
        var loaded = new MLContext().Model.LoadWithDataLoader(stream, out var loadedLoader);

        Assert.Equal(
            ViewContent.Texts(model.Transform(loader.Load(source))),
            ViewContent.Texts(loaded.Transform(loadedLoader.Load(source))));
    }

    [Fact]
    public void The_model_is_handed_out_while_the_pipeline_is_fitted()
    {
        AutoEncoderTransformer? model = null;
        var chain = _ml.Transforms.CopyColumns("Copy", SyntheticData.Features)
            .Append(_ml.Transforms.AutoEncoder(TinyAutoEncoder.OptionsWithAllColumns()).WithOnFitDelegate(fitted => model = fitted))
            .Append(_ml.Transforms.DropColumns("Copy"))
            .Fit(_data.Dense);

        Assert.NotNull(model);
        Assert.Equal(ScoredRow.TextsOf(model.Transform(_data.Dense)), ScoredRow.TextsOf(chain.Transform(_data.Dense)));
    }

    [Fact]
    public void A_pipeline_refuses_bad_input_before_it_trains_anything()
    {
        var input = _data.Dense;
        var classifier = CreateClassifier(input: SyntheticData.Name);

        SchemaAssert.Refuses(() => classifier.Fit(input));
        SchemaAssert.Refuses(() => classifier.GetOutputSchema(SchemaShape.Create(input.Schema)));
        Assert.Empty(input.Log.RequestedColumns);
    }

    [Fact]
    public void A_cache_checkpoint_before_the_model_changes_nothing()
    {
        var model = _ml.Transforms.AutoEncoder(TinyAutoEncoder.OptionsWithAllColumns());
        var copy = _ml.Transforms.CopyColumns("Copy", SyntheticData.Features);

        var expected = copy.Append(model).Fit(_data.Dense).Transform(_data.Dense);
        var actual = copy.AppendCacheCheckpoint(_ml).Append(model).Fit(_data.Dense).Transform(_data.Dense);

        Assert.Equal(ViewContent.Texts(expected), ViewContent.Texts(actual));
    }

    [Fact]
    public void Each_row_is_scored_once_where_the_code_is_cached()
    {
        var input = _data.Dense;
        var model = TinyAutoEncoder.Fit(_data.Dense);

        var cached = _ml.Data.Cache(model.Transform(input), TinyAutoEncoder.Encoded);
        var first = ViewContent.Texts(cached, TinyAutoEncoder.Encoded);
        var second = ViewContent.Texts(cached, TinyAutoEncoder.Encoded);

        Assert.Equal(first, second);
        Assert.Equal(_data.Rows.Length, input.Log.GetterCalls(SyntheticData.Features));
    }

    [Fact]
    public void Rows_can_be_skipped_taken_shuffled_and_filtered_after_scoring()
    {
        var view = TinyAutoEncoder.Fit(_data.Dense).Transform(_data.Dense);
        var all = ViewContent.Texts(view);

        Assert.Equal(all[..7], ViewContent.Texts(_ml.Data.TakeRows(view, 7)));
        Assert.Equal(all[50..], ViewContent.Texts(_ml.Data.SkipRows(view, 50)));
        Assert.Equal(all[10..13], ViewContent.Texts(_ml.Data.TakeRows(_ml.Data.SkipRows(view, 10), 3)));
        var shuffled = ViewContent.Texts(_ml.Data.ShuffleRows(view, seed: 3));
        Assert.NotEqual(all, shuffled);
        Assert.Equal(all.Order(), shuffled.Order());
        Assert.NotEmpty(ViewContent.Texts(_ml.Data.FilterRowsByColumn(view, TinyAutoEncoder.ReconstructionError, upperBound: 10)));
        Assert.Empty(ViewContent.Texts(_ml.Data.FilterRowsByColumn(view, TinyAutoEncoder.ReconstructionError, lowerBound: 10)));
    }

    [Fact]
    public void Rows_can_be_skipped_taken_and_shuffled_before_scoring()
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);
        var all = ViewContent.Texts(model.Transform(_data.Dense));

        Assert.Equal(all[..7], ViewContent.Texts(model.Transform(_ml.Data.TakeRows(_data.Dense, 7))));
        Assert.Equal(all[50..], ViewContent.Texts(model.Transform(_ml.Data.SkipRows(_data.Dense, 50))));
        Assert.Equal(all.Order(), ViewContent.Texts(model.Transform(_ml.Data.ShuffleRows(_data.Dense, seed: 3))).Order());
    }

    [Fact]
    public void Data_without_rows_are_scored_to_data_without_rows()
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);
        foreach (var input in new IDataView[] { new SyntheticData(rowCount: 0).Dense, _ml.Data.SkipRows(_data.Dense, 60) })
        {
            var view = model.Transform(input);
            Assert.Empty(ViewContent.Read(view));
            Assert.Empty(ViewContent.Read(view, _ => false));
        }
    }

    [Fact]
    public void Two_autoencoders_can_follow_each_other()
    {
        var second = TinyAutoEncoder.Options();
        second.InputColumnName = TinyAutoEncoder.Encoded;
        second.OutputColumnName = "Code of the code";
        second.CodeSize = 2;
        second.OutputActivation = Activation.Identity;
        var chain = _ml.Transforms.AutoEncoder(TinyAutoEncoder.Options()).Append(_ml.Transforms.AutoEncoder(second)).Fit(_data.Dense);

        var loaded = TinyAutoEncoder.SaveAndLoad(chain, _data.Dense.Schema);

        Assert.Equal(2, chain.GetOutputSchema(_data.Dense.Schema)["Code of the code"].Type.GetVectorSize());
        Assert.Equal(ViewContent.Texts(chain.Transform(_data.Dense)), ViewContent.Texts(loaded.Transform(_data.Dense)));
    }

    [Fact]
    public void A_model_scores_what_another_model_has_scored_into_the_same_column()
    {
        var model = TinyAutoEncoder.Fit(_data.Dense);

        var twice = model.Transform(model.Transform(_data.Dense));

        Assert.Equal(ScoredRow.TextsOf(model.Transform(_data.Dense)), ScoredRow.TextsOf(twice));
    }

    private IEstimator<TransformerChain<ITransformer>> CreateClassifier(string input = SyntheticData.Features)
    {
        var options = TinyAutoEncoder.OptionsWithAllColumns();
        options.InputColumnName = "Copy";
        return _ml.Transforms.Conversion.MapValueToKey("Key", SyntheticData.Label)
            .Append(_ml.Transforms.CopyColumns("Copy", input))
            .Append(_ml.Transforms.AutoEncoder(options))
            .Append<ITransformer>(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Key", TinyAutoEncoder.Encoded));
    }
}
