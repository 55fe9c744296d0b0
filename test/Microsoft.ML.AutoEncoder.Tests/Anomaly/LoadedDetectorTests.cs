using Microsoft.ML.AutoEncoder.Tests.InMemoryData;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

/// <summary>What a loaded detector has learnt and its threshold can be reached, wherever in a model it is.</summary>
public sealed class LoadedDetectorTests
{
    private static readonly MLContext MlContext = new(1);
    private static readonly InMemoryDataView Data = new SyntheticData(90).Dense;

    public static TheoryData<string, bool> Models =>
        new MatrixTheoryData<string, bool>(["alone", "in a chain", "in a chain in a chain"], [false, true]);

    [Theory, MemberData(nameof(Models))]
    public void A_detector_is_found(string place, bool load)
    {
        var (model, expected) = Create(place, load);

        var found = MlContext.AnomalyDetection.FindAutoEncoder(model);

        Assert.Equal(SyntheticData.Features, found.FeatureColumnName);
        Assert.Equal(expected.Threshold, found.Threshold);
        Assert.Equal(expected.Threshold, found.Model.Threshold);
        Assert.Equal(expected.CodeSize, found.Model.CodeSize);
        Assert.Equal(
            expected.TrainingHistory.Select(epoch => epoch.ReconstructionLoss),
            found.Model.TrainingHistory.Select(epoch => epoch.ReconstructionLoss));
    }

    [Theory, MemberData(nameof(Models))]
    public void Its_threshold_can_be_changed_and_saved_again(string place, bool load)
    {
        var (model, _) = Create(place, load);
        var scores = model.Transform(Data).GetColumn<float>(TinyAnomalyDetector.Score).ToArray();
        var before = Labels(model);
        var threshold = scores.Order().ElementAt(40);

        var changed = MlContext.AnomalyDetection.FindAutoEncoder(model).ChangeThreshold(threshold);
        var again = TinyAutoEncoder.SaveAndLoad(changed, Data.Schema);

        Assert.All([changed, again], other =>
        {
            Assert.Equal(scores.Select(score => score > threshold), Labels(other));
            Assert.Equal(threshold, MlContext.AnomalyDetection.FindAutoEncoder(other).Threshold);
            Assert.Equal(
                model.GetOutputSchema(Data.Schema).Select(column => column.Name),
                other.GetOutputSchema(Data.Schema).Select(column => column.Name));
        });
        Assert.Equal(before, Labels(model));
        Assert.NotEqual(before, Labels(changed));
    }

    [Fact]
    public void The_last_of_several_is_found()
    {
        var options = TinyAnomalyDetector.Options();
        options.SlotErrorColumnName = null;
        options.AutoEncoder.CodeSize = 2;
        var model = MlContext.AnomalyDetection.Trainers.AutoEncoder(options)
            .Append(MlContext.AnomalyDetection.Trainers.AutoEncoder(TinyAnomalyDetector.Options())).Fit(Data);

        Assert.Equal(3, MlContext.AnomalyDetection.FindAutoEncoder(model).Model.CodeSize);
    }

    [Fact]
    public void A_model_without_detector_is_refused()
    {
        var exception = Assert.Throws<ArgumentException>(() => MlContext.AnomalyDetection.FindAutoEncoder(TinyAutoEncoder.Fit(Data)));

        Assert.Contains("no autoencoder for anomalies in the model, a AutoEncoderTransformer", exception.Message);
    }

    [Fact]
    public void A_threshold_that_is_no_number_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => MlContext.AnomalyDetection.FindAutoEncoder(TinyAnomalyDetector.Fit(Data)).ChangeThreshold(float.NaN));

    private static (ITransformer Model, AutoEncoderAnomalyModelParameters Parameters) Create(string place, bool load)
    {
        var detector = MlContext.AnomalyDetection.Trainers.AutoEncoder(TinyAnomalyDetector.Options()).Fit(Data);
        var copy = MlContext.Transforms.CopyColumns("Copy", SyntheticData.Features).Fit(Data);
        ITransformer model = place switch
        {
            "alone" => detector,
            "in a chain" => new TransformerChain<ITransformer>(copy, detector, copy),
            _ => new TransformerChain<ITransformer>(copy, new TransformerChain<ITransformer>(copy, detector)),
        };
        return (load ? TinyAutoEncoder.SaveAndLoad(model, Data.Schema) : model, detector.Model);
    }

    private static bool[] Labels(ITransformer model) => [.. model.Transform(Data).GetColumn<bool>(TinyAnomalyDetector.PredictedLabel)];
}
