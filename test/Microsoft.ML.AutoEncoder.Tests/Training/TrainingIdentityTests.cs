using Microsoft.ML.AutoEncoder.Training;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>What tells one training from another, besides its options.</summary>
public sealed class TrainingIdentityTests
{
    [Fact]
    public void The_same_rows_in_other_roles_are_another_training()
    {
        using var directory = new TemporaryDirectory();
        var mlContext = new MLContext(1);
        var rows = VectorData.Learnable(60, 5);
        var path = directory.File("training.checkpoint");
        var (first, rest) = (VectorData.Create(mlContext, rows[..50]), VectorData.Create(mlContext, rows[50..]));
        Assert.Throws<TimeZoneNotFoundException>(() => Estimator(_ => throw new TimeZoneNotFoundException()).Fit(first, rest));

        var exception = Assert.Throws<InvalidOperationException>(() => Estimator(_ => { }).Fit(VectorData.Create(mlContext, rows)));

        Assert.StartsWith($"The checkpoint '{path}' belongs to another training", exception.Message, StringComparison.Ordinal);

        AutoEncoderEstimator Estimator(Action<EpochMetrics> callback) => mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            OutputColumnName = "Features",
            HiddenLayerSizes = [4],
            CodeSize = 2,
            NumberOfEpochs = 2,
            Seed = 1,
            CheckpointPath = path,
            ProgressCallback = callback,
        });
    }

    [Fact]
    public void Hash_tells_purposes_lengths_and_weights_apart()
    {
        string[] hashes =
        [
            Hash(2, false, (RowPurpose.Training, [1, 2], 1), (RowPurpose.Training, [3, 4], 1)),
            Hash(2, false, (RowPurpose.Training, [1, 2], 1), (RowPurpose.Validation, [3, 4], 1)),
            Hash(2, false, (RowPurpose.Validation, [1, 2], 1), (RowPurpose.Training, [3, 4], 1)),
            Hash(2, true, (RowPurpose.Training, [1, 2], 1), (RowPurpose.Training, [3, 4], 1)),
            Hash(5, false, (RowPurpose.Training, [1, 2, 1, 3, 4], 1)),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(hashes[0], Hash(2, false, (RowPurpose.Training, [1, 2], 1), (RowPurpose.Training, [3, 4], 1)));
    }

    [Fact]
    public void Numbers_of_rows_and_their_split_are_told() => Assert.Equal(
        [
            ["training rows: 50", "validation rows: 10, set aside"],
            ["training rows: 50", "validation rows: 10, given apart"],
            ["training rows: 60", "validation rows: 0"],
        ],
        new[] { (50, 10, true), (50, 10, false), (60, 0, true) }
            .Select(rows => TrainingIdentity.Describe(rows.Item1, rows.Item2, rows.Item3)[1..]));

    [Fact]
    public void Release_is_not_the_version_that_stays() =>
        Assert.NotEqual(typeof(TrainingIdentity).Assembly.GetName().Version!.ToString(), TrainingIdentity.Release);

    private static string Hash(int rowSize, bool hasWeights, params (RowPurpose Purpose, float[] Row, float Weight)[] rows)
    {
        using var hash = new DataHash();
        hash.BeginView(rowSize, hasWeights);
        foreach (var (purpose, row, weight) in rows)
        {
            hash.Add(purpose, row, weight);
        }

        return hash.Finish();
    }
}
