using Microsoft.ML.AutoEncoder.Training;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Labels;

/// <summary>Labels spread to the rows around them.</summary>
[Collection(nameof(CountsTensors))]
public sealed class LabelPropagationTests
{
    private static readonly LabelColumn Classes = new("Class", LabelKind.Class, 2);

    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 3)]
    [InlineData(100, 2)]
    public void Rows_on_a_curve_get_the_label_of_their_curve(int size, int threads)
    {
        var data = Moons(size, rowCount: 400, labelled: row => row < 8);

        var labels = WorkerTeam.Lead(threads, team => LabelPropagation.Run(team, data, Classes, seed: 1, () => { }));

        Assert.All(Enumerable.Range(0, 8), row => Assert.Equal(float.NaN, labels.Labels[row]));
        Assert.True(Enumerable.Range(8, 392).Count(row => labels.Labels[row] == row % 2) > 380);
        Assert.All(labels.Trusts, trust => Assert.InRange(trust, 0, 1));
        Assert.Equal(labels.Labels, WorkerTeam.Lead(threads, team => LabelPropagation.Run(team, data, Classes, 1, () => { })).Labels);
    }

    [Fact]
    public void Rows_that_are_all_the_same_and_few_rows_do_no_harm()
    {
        foreach (var count in new[] { 2, 3, 12, 40 })
        {
            var data = new RowStore(3, hasWeights: false, hasLabels: true);
            for (var row = 0; row < count; row++)
            {
                data.Add(new float[] { 1, 1, 1 }, 1, row < 2 ? row : float.NaN);
            }

            var labels = WorkerTeam.Lead(2, team => LabelPropagation.Run(team, data, Classes, 1, () => { }));

            Assert.All(labels.Trusts, trust => Assert.InRange(trust, 0, 1));
        }
    }

    [Fact]
    public void Nothing_of_Torch_is_left()
    {
        var data = Moons(100, rowCount: 100, labelled: row => row < 8);
        Assert.Equal(0, CountsTensors.LeftBy(
            () => WorkerTeam.Lead(2, team => LabelPropagation.Run(team, data, Classes, 1, () => { }))));
    }

    [Fact]
    public void Pseudo_labels_help_and_are_reported()
    {
        var ml = new MLContext(1);
        var options = new AutoEncoderEstimator.Options
        {
            InputColumnName = "Features",
            OutputColumnName = "Code",
            LabelColumnName = "Class",
            PseudoLabelWeight = 1,
            HiddenLayerSizes = [8],
            CodeSize = 3,
            NumberOfEpochs = 3,
            BatchSize = 16,
            Seed = 1,
        };
        var data = VectorData.Create(ml, VectorData.Learnable(100, 6));

        var model = ml.Transforms.AutoEncoder(options).Fit(data);

        Assert.Equal(["Labels", "PseudoLabels"], model.TrainingHistory[^1].Penalties.Keys);
        Assert.True(model.TrainingHistory[^1].Penalties["PseudoLabels"] > 0);

        // Rows that are read anew have no neighbours.
        options.MemoryBudgetInBytes = 20 * 6 * sizeof(float);
        var warnings = new List<string>();
        ml.Log += (_, message) => { if (message.Kind == Runtime.ChannelMessageKind.Warning) { warnings.Add(message.RawMessage); } };
        ml.Transforms.AutoEncoder(options).Fit(data);

        Assert.Contains(warnings, warning => warning.Contains("No row gets a pseudo-label", StringComparison.Ordinal));
    }

    /// <summary>Two half circles that reach into each other: rows in turn on one and the other.</summary>
    private static RowStore Moons(int size, int rowCount, Func<int, bool> labelled)
    {
        var random = new Random(1);
        var data = new RowStore(size, hasWeights: false, hasLabels: true);
        for (var row = 0; row < rowCount; row++)
        {
            var angle = Math.PI * random.NextDouble();
            var values = new float[size];
            (values[0], values[1]) = row % 2 == 0
                ? ((float)Math.Cos(angle), (float)Math.Sin(angle))
                : ((float)(1 - Math.Cos(angle)), (float)(0.5 - Math.Sin(angle)));
            for (var slot = 0; slot < size; slot++)
            {
                values[slot] += 0.02f * (random.NextSingle() - 0.5f);
            }

            data.Add(values, 1, labelled(row) ? row % 2 : float.NaN);
        }

        return data;
    }
}
