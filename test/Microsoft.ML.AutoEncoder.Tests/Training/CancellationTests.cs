using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>Both ways to cancel work while rows are read, whatever for.</summary>
public sealed class CancellationTests : IDisposable
{
    private const int RowCount = 1_000;

    private readonly CancellationTokenSource _source = new();
    private int _passes;
    private int _rowsAfter;

    public void Dispose() => _source.Dispose();

    /// <summary>Which pass over the rows is cancelled: the first reads them; the second, with a small budget, fills the buffer of an
    /// epoch.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    public void Training_ends_within_a_row(int pass, bool byToken)
    {
        var mlContext = new MLContext(1);
        var estimator = mlContext.Transforms.AutoEncoder(Options());

        Assert.ThrowsAny<OperationCanceledException>(() => estimator.Fit(Rows(mlContext, pass, byToken)));
        Assert.InRange(_rowsAfter, 0, 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reading_validation_rows_ends_within_a_row(bool byToken)
    {
        var mlContext = new MLContext(1);
        var estimator = mlContext.Transforms.AutoEncoder(Options());
        var training = VectorData.Create(mlContext, VectorData.Learnable(9, 3));

        Assert.ThrowsAny<OperationCanceledException>(() => estimator.Fit(training, Rows(mlContext, 1, byToken)));
        Assert.InRange(_rowsAfter, 0, 2);
    }

    /// <summary>The first pass looks for rows that differ; the last two calibrate.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(4, false)]
    public void Detector_ends_within_a_row(int pass, bool byToken)
    {
        var mlContext = new MLContext(1);
        var autoEncoder = Options();
        autoEncoder.OutputColumnName = null;
        autoEncoder.MemoryBudgetInBytes = null;
        var trainer = mlContext.AnomalyDetection.Trainers.AutoEncoder(
            new AutoEncoderAnomalyTrainer.Options { AutoEncoder = autoEncoder });

        Assert.ThrowsAny<OperationCanceledException>(() => trainer.Fit(Rows(mlContext, pass, byToken, areSame: pass == 1)));
        Assert.InRange(_rowsAfter, 0, 2);
    }

    private AutoEncoderEstimator.Options Options() => new()
    {
        OutputColumnName = "Features",
        HiddenLayerSizes = [],
        CodeSize = 1,
        NumberOfEpochs = 2,
        MemoryBudgetInBytes = 900 * 3 * sizeof(float),
        CancellationToken = _source.Token,
    };

    /// <summary>Rows of which the eleventh cancels in the given pass.</summary>
    private IDataView Rows(MLContext mlContext, int pass, bool byToken, bool areSame = false)
    {
        return mlContext.Data.LoadFromEnumerable(Pass());

        IEnumerable<Row> Pass()
        {
            var current = ++_passes;
            foreach (var (number, row) in VectorData.Learnable(RowCount, 3).Index())
            {
                _rowsAfter += current == pass && number > 10 ? 1 : 0;
                if (current == pass && number == 10)
                {
                    (byToken ? (Action)_source.Cancel : mlContext.CancelExecution)();
                }

                yield return new Row { Features = areSame ? [0.5f, 0.5f, 0.5f] : row };
            }
        }
    }

    private sealed class Row
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }
}
