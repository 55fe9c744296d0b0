using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>One model that a web service shares between its threads.</summary>
public sealed class ConcurrentScoringTests
{
    private const int ThreadCount = 8;
    private const int Repetitions = 20;

    private readonly SyntheticData _data = new(rowCount: 60);
    private readonly AutoEncoderTransformer _model;
    private readonly string[] _expected;

    public ConcurrentScoringTests()
    {
        _model = (AutoEncoderTransformer)TinyAutoEncoder.SaveAndLoad(TinyAutoEncoder.Fit(_data.Dense), _data.Dense.Schema);
        _expected = [.. ScoredRow.TextsOf(_model.Transform(_data.Dense))];
    }

    [Fact]
    public void Prediction_engines_of_several_threads_share_one_model()
    {
        var options = new PredictionEngineOptions { OwnsTransformer = false };

        var actual = ParallelRun.OnThreads(ThreadCount, _ =>
        {
            using var engine = new MLContext().Model.CreatePredictionEngine<FeaturesRow, ScoredRow>(_model, options);
            return Repeat(row => engine.Predict(new FeaturesRow { Features = _data.Rows[row] }).ToString(), _expected);
        });

        Assert.All(actual, Assert.True);
    }

    [Fact]
    public void The_methods_for_spans_can_be_called_from_several_threads()
    {
        var scored = _expected.Select(text => string.Join(" | ", text.Split(" | ").Take(2))).ToArray();

        var actual = ParallelRun.OnThreads(ThreadCount, _ =>
        {
            var code = new float[_model.CodeSize];
            var decoded = new float[_model.InputSize];
            var reconstructed = new float[_model.InputSize];
            return Repeat(row =>
            {
                _model.Encode(_data.Rows[row], code);
                _model.Decode(code, decoded);
                _model.Reconstruct(_data.Rows[row], reconstructed);
                Assert.Equal(RowReader.Text(decoded), RowReader.Text(reconstructed));
                return $"{RowReader.Text(code)} | {RowReader.Text(decoded)}";
            }, scored);
        });

        Assert.All(actual, Assert.True);
    }

    [Fact]
    public void Several_threads_can_transform_with_one_model()
    {
        var actual = ParallelRun.OnThreads(ThreadCount, _ => ScoredRow.TextsOf(_model.Transform(_data.Dense)).ToArray());

        Assert.All(actual, texts => Assert.Equal(_expected, texts));
    }

    [Fact]
    public void A_model_can_score_while_another_one_is_trained()
    {
        var actual = ParallelRun.OnThreads(4, i => i == 0
            ? [.. ScoredRow.TextsOf(TinyAutoEncoder.Fit(_data.Dense).Transform(_data.Dense))]
            : ScoredRow.TextsOf(_model.Transform(_data.Dense)).ToArray());

        Assert.All(actual, texts => Assert.Equal(_expected, texts));
    }

    /// <summary>Whether every row gives what it must give, again and again.</summary>
    private static bool Repeat(Func<int, string> score, string[] expected) => Enumerable.Range(0, Repetitions)
        .All(_ => Enumerable.Range(0, expected.Length).All(row => score(row) == expected[row]));
}
