using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>A pipeline is fitted again and again, to parts of the data.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class CrossValidationTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _data = new SyntheticData(rowCount: 90).Dense;

    [Fact]
    public void Each_fold_has_a_model_of_its_own()
    {
        var folds = CrossValidate(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Key", TinyAutoEncoder.Encoded));

        Assert.Equal(3, folds.Count);
        var contents = folds.Select(fold => ViewContent.Texts(fold.Model.Transform(_data), TinyAutoEncoder.Encoded));
        Assert.Equal(3, contents.Select(texts => string.Join('\n', texts)).Distinct().Count());
    }

    [Theory, InlineData(false), InlineData(true)]
    public void The_code_tells_the_classes_apart(bool stochastic)
    {
        IEstimator<ITransformer> trainer = stochastic
            ? _ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Key", TinyAutoEncoder.Encoded, maximumNumberOfIterations: 20)
            : _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Key", TinyAutoEncoder.Encoded);

        var folds = CrossValidate(trainer);

        // Always to name the largest of the three classes would give about 0.4.
        Assert.All(folds, fold => Assert.True(fold.Metrics.MicroAccuracy > 0.8, $"Accuracy {fold.Metrics.MicroAccuracy}"));
    }

    [Fact]
    public void Scored_test_sets_give_every_row_once()
    {
        var folds = CrossValidate(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Key", TinyAutoEncoder.Encoded));

        var names = folds.SelectMany(fold => fold.ScoredHoldOutSet.GetColumn<string>(SyntheticData.Name));

        Assert.Equal(_data.GetColumn<string>(SyntheticData.Name).Order(), names.Order());
    }

    private IReadOnlyList<TrainCatalogBase.CrossValidationResult<MulticlassClassificationMetrics>> CrossValidate(
        IEstimator<ITransformer> trainer)
    {
        var options = TinyAutoEncoder.Options();
        options.NumberOfEpochs = 60;
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Key", SyntheticData.Label)
            .Append(_ml.Transforms.AutoEncoder(options))
            .AppendCacheCheckpoint(_ml)
            .Append(trainer);
        return _ml.MulticlassClassification.CrossValidate(_data, pipeline, numberOfFolds: 3, labelColumnName: "Key");
    }
}
