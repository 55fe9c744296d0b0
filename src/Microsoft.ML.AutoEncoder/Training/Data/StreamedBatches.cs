using System.Collections.Concurrent;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Deals out rows that are read anew in each epoch, by a thread that reads ahead, through a buffer that shuffles them.</summary>
/// <remarks>A row that comes in takes the place of a random one that goes out. So a row rarely travels farther than the buffer is
/// large: data that are sorted should be shuffled before.</remarks>
/// <param name="host">Raises errors, and knows whether the context's work is cancelled.</param>
/// <param name="cancellationToken">Ends reading.</param>
/// <param name="open">Opens a cursor before the first row.</param>
/// <param name="split">Which rows to leave out; null for none.</param>
/// <param name="buffer">The shuffle buffer, empty.</param>
/// <param name="bufferRowCount">How many rows to keep there, at least 1.</param>
/// <param name="batchSize">The number of rows of a batch.</param>
/// <param name="seed">Decides the order.</param>
/// <param name="labelled">Some rows that have a label; null where rows have none.</param>
/// <param name="balance">How many rows of a batch have a label at least.</param>
internal sealed class StreamedBatches(
    IHost host,
    CancellationToken cancellationToken,
    Func<TrainingRowCursor> open,
    ValidationSplit? split,
    RowStore buffer,
    int bufferRowCount,
    int batchSize,
    int seed,
    RowStore? labelled = null,
    LabelBalance balance = default) : IBatchFeed
{
    // One in use, one in the making, and two ready.
    private const int BatchCount = 4;

    private readonly RowBatch[] _batches =
        [.. Enumerable.Range(0, BatchCount).Select(_ => new RowBatch(batchSize, buffer.RowSize, labelled is not null))];

    private BlockingCollection<RowBatch> _free = [];
    private BlockingCollection<RowBatch> _ready = [];
    private CancellationTokenSource _cancellation = new();
    private Task _reading = Task.CompletedTask;
    private RowBatch? _current;

    /// <inheritdoc/>
    public int RowCount => _current?.RowCount ?? 0;

    /// <inheritdoc/>
    public ShuffledBatches? InMemory => null;

    /// <inheritdoc/>
    public void StartEpoch(int epoch, int doneBatches = 0)
    {
        Dispose();
        (_free, _ready, _cancellation) = ([], [], new CancellationTokenSource());
        Array.ForEach(_batches, Release);
        _reading = Task.Factory.StartNew(
            () => Read(epoch), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (doneBatches > 0 && MoveNext())
        {
            doneBatches--;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A row cannot be trained on, or there are none, or all have the weight 0.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public bool MoveNext()
    {
        if (_current is not null)
        {
            Release(_current);
        }

        if (!_ready.TryTake(out _current, Timeout.Infinite))
        {
            // At the end, or because reading failed.
            _reading.GetAwaiter().GetResult();
        }

        return _current is not null;
    }

    /// <inheritdoc/>
    public void CopyTo(int first, Span<float> rows, Span<float> weights) => _current!.CopyTo(first, rows, weights);

    /// <inheritdoc/>
    public void CopyTo(int first, SparseRows rows, Span<float> weights) => _current!.CopyTo(first, rows, weights);

    /// <inheritdoc/>
    public void CopyLabels(int first, Span<float> labels) => _current!.CopyLabels(first, labels);

    /// <summary>Ends the thread that reads.</summary>
    public void Dispose()
    {
        _cancellation.Cancel();
        // Why it ended matters to nobody any more.
        _reading.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        _cancellation.Dispose();
        _free.Dispose();
        _ready.Dispose();
        _current = null;
    }

    private void Release(RowBatch batch)
    {
        batch.Clear();
        _free.Add(batch);
    }

    private void Read(int epoch)
    {
        try
        {
            var random = EpochRandom.Create(seed, epoch);
            using var cursor = open();
            var scratch = new float[buffer.RowSize];
            var batch = _free.Take(_cancellation.Token);
            using var nextLabelled = LabelledRows(EpochRandom.Create(seed, ~epoch)).GetEnumerator();
            foreach (var row in Shuffle(cursor, random))
            {
                batch.Add(buffer.Row(row, scratch), buffer.Weight(row), buffer.Label(row));
                if (batch.IsFull)
                {
                    Finish(batch);
                    batch = _free.Take(_cancellation.Token);
                }
            }

            if (batch.RowCount > 0)
            {
                Finish(batch);
            }

            // Puts rows with a label in the place of the last rows.
            void Finish(RowBatch batch)
            {
                for (var place = batch.RowCount - balance.Replaced(batch.RowCount); place < batch.RowCount; place++)
                {
                    nextLabelled.MoveNext();
                    var row = nextLabelled.Current;
                    batch.Replace(place, labelled!.Row(row, scratch), labelled.Weight(row), labelled.Label(row));
                }

                _ready.Add(batch);
            }
        }
        finally
        {
            _ready.CompleteAdding();
        }
    }

    /// <summary>One row with a label after the other, in a new order each time, without end.</summary>
    private IEnumerable<int> LabelledRows(Random random)
    {
        int[] order = [.. Enumerable.Range(0, labelled?.RowCount ?? 0)];
        while (true)
        {
            random.Shuffle(order);
            foreach (var row in order)
            {
                yield return row;
            }
        }
    }

    /// <summary>Lets all rows pass through the buffer.</summary>
    /// <returns>The place in the buffer of one row after the other, valid until the next one is asked for.</returns>
    private IEnumerable<int> Shuffle(TrainingRowCursor cursor, Random random)
    {
        buffer.Clear();
        var (rowCount, totalWeight) = (0L, 0.0);
        while (cursor.MoveNext())
        {
            // Not the loop's thread, which waits for rows: until the buffer is full, nobody else would ask.
            host.CheckAlive();
            cancellationToken.ThrowIfCancellationRequested();
            _cancellation.Token.ThrowIfCancellationRequested();
            if (split?.SetsAside(cursor.Position) == true)
            {
                continue;
            }

            var weight = cursor.ReadWeight();
            var label = cursor.ReadLabel();
            if (buffer.RowCount < bufferRowCount)
            {
                buffer.Add(cursor.ReadRow(), weight, label);
            }
            else
            {
                var row = random.Next(bufferRowCount);
                yield return row;
                buffer.Replace(row, cursor.ReadRow(), weight, label);
            }

            (rowCount, totalWeight) = (rowCount + 1, totalWeight + weight);
        }

        CheckRows(rowCount, totalWeight);

        int[] rest = [.. Enumerable.Range(0, buffer.RowCount)];
        random.Shuffle(rest);
        foreach (var row in rest)
        {
            yield return row;
        }
    }

    private void CheckRows(long rowCount, double totalWeight)
    {
        if (totalWeight == 0)
        {
            throw host.Except(
                (rowCount == 0 ? "There were no rows to train on" : "All rows to train on had the weight 0") +
                ", when they were read again for an epoch, but there were some before. Rows that do not fit into " +
                $"{nameof(TrainingSettings.MemoryBudgetInBytes)} are read anew in each epoch, and must be the same each time. " +
                "Write them to a file, or raise the budget.");
        }
    }
}
