using Xunit;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder.Tests.Tuning;

public sealed class SmallestCodeTests
{
    private const int Width = 8;

    /// <summary>Rows of three independent causes, each in several slots.</summary>
    private static readonly IDataView Data = VectorData.Create(new MLContext(), Rows(causes: 3));

    [Fact]
    public void Finds_as_many_values_as_there_are_causes()
    {
        var found = Find(0.95f);

        Assert.True(found.IsReached);
        Assert.True(found.HasEnded);
        Assert.Equal(3, found.CodeSize);
        Assert.Equal(3, found.Model.CodeSize);
        Assert.Equal([1, 2, 4, 3], found.Trials.Select(trial => trial.CodeSize));
        Assert.Equal(found.Trials[^1].ExplainedVariance, found.ExplainedVariance);
        Assert.Equal(found.Model.FittedEpoch!.ValidationExplainedVariance, found.ExplainedVariance);
        Assert.StartsWith("3 values keep ", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_so_where_no_code_keeps_enough()
    {
        var found = Find(0.95f, maximumCodeSize: 2);

        Assert.False(found.IsReached);
        Assert.True(found.HasEnded);
        Assert.Equal([1, 2], found.Trials.Select(trial => trial.CodeSize));
        Assert.Equal(found.Trials.Max(trial => trial.ExplainedVariance), found.ExplainedVariance);
        Assert.StartsWith("No code tried keeps 0.95 of the variance; the best has 2 values", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Goes_no_further_than_the_width_of_the_input()
    {
        var found = Find(0.999999f, epochs: 1);

        Assert.False(found.IsReached);
        Assert.Equal([1, 2, 4, Width], found.Trials.Select(trial => trial.CodeSize));
    }

    [Fact]
    public void When_time_is_up_the_best_so_far_is_the_result()
    {
        var options = SearchOptions(epochs: 1);
        // The second training takes longer than there is time.
        var epochs = 0;
        options.ProgressCallback = _ => Thread.Sleep(epochs++ == 0 ? 0 : 3500);

        var found = new MLContext().Transforms.FindSmallestAutoEncoderCode(
            Data, options, 0.999999f, TimeSpan.FromSeconds(3));

        Assert.False(found.HasEnded);
        Assert.NotEmpty(found.Trials);
        Assert.Contains("Time was up", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_time_for_one_training_there_is_no_result()
    {
        // Ends as soon as the timer has been heard, which may take a while on a busy machine.
        var options = SearchOptions(epochs: 1000);
        options.ProgressCallback = _ => Thread.Sleep(50);

        var exception = Assert.Throws<InvalidOperationException>(
            () => new MLContext().Transforms.FindSmallestAutoEncoderCode(Data, options, 0.9f, TimeSpan.FromTicks(1)));

        Assert.Contains("time limit", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        var options = SearchOptions(1);
        options.CodeSize = 2;
        Assert.Throws<ArgumentOutOfRangeException>(() => new MLContext().Transforms.FindSmallestAutoEncoderCode(Data, options));
        Assert.Throws<ArgumentOutOfRangeException>(() => Find(1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => Find(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Find(0.5f, maximumCodeSize: 0));
    }

    private static SmallestCode Find(float wanted, int? maximumCodeSize = null, int epochs = 60) =>
        new MLContext().Transforms.FindSmallestAutoEncoderCode(Data, SearchOptions(epochs), wanted, maximumCodeSize: maximumCodeSize);

    private static Options SearchOptions(int epochs) => new()
    {
        InputColumnName = "Features",
        OutputColumnName = "Encoded",
        HiddenLayerSizes = [],
        NumberOfEpochs = epochs,
        BatchSize = 16,
        LearningRate = 0.01f,
        Seed = 1,
    };

    private static float[][] Rows(int causes)
    {
        var random = new Random(1);
        return
        [
            .. Enumerable.Range(0, 200).Select(_ =>
            {
                var drawn = Enumerable.Range(0, causes).Select(_ => 10 * random.NextSingle()).ToArray();
                return Enumerable.Range(0, Width).Select(slot => drawn[slot % causes] + (slot * 0.1f)).ToArray();
            }),
        ];
    }
}
