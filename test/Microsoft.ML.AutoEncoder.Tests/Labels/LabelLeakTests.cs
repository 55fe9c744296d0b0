using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Labels;

/// <summary>Only the labels of the rows that are trained on play a part.</summary>
public sealed class LabelLeakTests
{
    private readonly MLContext _mlContext = new(1);

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    public void Labels_of_rows_for_validation_change_nothing(float pseudoLabelWeight)
    {
        var training = Data(0, 90, "training");

        var parameters = Estimator(pseudoLabelWeight).Fit(training, Data(90, 30, "a")).Network.Parameters;

        Assert.Equal(parameters, Estimator(pseudoLabelWeight).Fit(training, Data(90, 30, "b")).Network.Parameters);
        Assert.NotEqual(parameters, Estimator(pseudoLabelWeight).Fit(Data(0, 90, "other"), Data(90, 30, "a")).Network.Parameters);
    }

    [Fact]
    public void Labels_of_the_test_set_change_nothing()
    {
        float[] Parameters(string heldOut)
        {
            var split = _mlContext.Data.TrainTestSplit(Data(0, 120, "a", heldOut, row => IsHeldOut(row)), 0.25, seed: 1);
            return Estimator(0).Fit(split.TrainSet).Network.Parameters;
        }

        // Which rows are held out follows from the seed alone.
        var test = _mlContext.Data.TrainTestSplit(Data(0, 120, "a"), 0.25, seed: 1).TestSet;
        var heldOutRows = test.GetColumn<float>("Number").ToHashSet();
        bool IsHeldOut(int row) => heldOutRows.Contains(row);

        Assert.NotEmpty(heldOutRows);
        Assert.Equal(Parameters("a"), Parameters("b"));
    }

    [Fact]
    public void A_fold_of_cross_validation_does_not_see_its_own_labels()
    {
        var folds = _mlContext.MulticlassClassification.CrossValidate(Data(0, 120, "a"), Pipeline(), numberOfFolds: 3, "Class");
        for (var fold = 0; fold < 3; fold++)
        {
            var heldOut = folds[fold].ScoredHoldOutSet.GetColumn<float>("Number").ToHashSet();
            var shuffled = Data(0, 120, "a", "b", row => heldOut.Contains(row));
            var again = _mlContext.MulticlassClassification.CrossValidate(shuffled, Pipeline(), numberOfFolds: 3, "Class")[fold];

            Assert.Equal(CodeOf(folds[fold].Model), CodeOf(again.Model));
        }
    }

    private float[] CodeOf(ITransformer model) =>
        [.. model.Transform(Data(0, 120, "a")).GetColumn<float[]>("Code").SelectMany(code => code)];

    private IEstimator<ITransformer> Pipeline() =>
        Estimator(1).Append(_mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Class", "Code"));

    private AutoEncoderEstimator Estimator(float pseudoLabelWeight) => _mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
    {
        InputColumnName = "Features",
        OutputColumnName = "Code",
        LabelColumnName = "Class",
        PseudoLabelWeight = pseudoLabelWeight,
        HiddenLayerSizes = [8],
        CodeSize = 3,
        NumberOfEpochs = 4,
        BatchSize = 16,
        LearningRate = 0.01f,
        Seed = 1,
    });

    /// <summary>Rows with a number each, and labels that a text decides; some rows may have those of another text.</summary>
    private IDataView Data(int first, int count, string labels, string? otherLabels = null, Func<int, bool>? hasOther = null)
    {
        var rows = VectorData.Learnable(200, 6)[first..(first + count)];
        return _mlContext.Data.LoadFromEnumerable(rows.Select((row, i) =>
        {
            var label = (uint)Draw(labels, first + i);
            return new Row
            {
                Features = row,
                Number = first + i,
                Class = hasOther?.Invoke(first + i) == true ? (uint)Draw(otherLabels!, first + i) : label,
            };
        }));
    }

    // Not the hash of a string, which differs from process to process.
    private static int Draw(string text, int row) => new Random((text[0] * 1_000) + row).Next(3);

    private sealed class Row
    {
        [VectorType(6)]
        public float[] Features = [];

        public float Number;

        [KeyType(3)]
        public uint Class;
    }
}
