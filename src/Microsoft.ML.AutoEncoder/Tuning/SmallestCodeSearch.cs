using System.Diagnostics;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Doubles the size of the code until it keeps what is wanted, and halves the gap to the last one that did not.</summary>
internal sealed class SmallestCodeSearch
{
    private readonly IHost _host;
    private readonly IDataView _data;
    private readonly AutoEncoderEstimator.Options _options;
    private readonly double _wanted;
    private readonly TimeSpan? _timeLimit;
    private readonly List<CodeSizeTrial> _trials = [];
    private (AutoEncoderTransformer Model, double Explained)? _best;

    internal SmallestCodeSearch(
        IHost host, IDataView data, AutoEncoderEstimator.Options options, float wanted, TimeSpan? timeLimit)
    {
        (_host, _data, _options, _timeLimit) = (host, data, options.Copy(), timeLimit);
        // 0.95f is a little less than 0.95 and 0.9f a little more: what the user has written counts.
        _wanted = (double)(decimal)wanted;
        OptionsValidator.Check(host, _options, DefaultOptions.OfEstimator);
        // All sizes have the same seed, so that the same rows are set aside.
        _options.Seed ??= host.Rand.Next();
        if (_options.ValidationSet is null)
        {
            _options.ValidationFraction ??= Tuner.ValidationFraction;
        }
    }

    /// <param name="maximumCodeSize">The largest code to try; null: as wide as the input.</param>
    internal SmallestCode Run(int? maximumCodeSize)
    {
        var input = _options.InputColumnName ?? _options.OutputColumnName!;
        ColumnChecks.CheckInput(_host, SchemaShape.Create(_data.Schema), input);
        var width = Math.Min(maximumCodeSize ?? int.MaxValue, _data.Schema[input].Type.GetVectorSize());
        using var timeIsUp = _timeLimit is { TotalMilliseconds: < int.MaxValue } limit
            ? new CancellationTokenSource(limit)
            : new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_options.CancellationToken, timeIsUp.Token);
        var hasEnded = true;
        try
        {
            Search(width, stop.Token);
        }
        catch (OperationCanceledException) when (timeIsUp.IsCancellationRequested && !_options.CancellationToken.IsCancellationRequested)
        {
            hasEnded = false;
        }

        var (model, explained) = _best ?? throw _host.Except(FormattableString.Invariant(
            $"No training ended within the time limit of {_timeLimit}. Give more time, or fewer epochs."));
        return new SmallestCode
        {
            Model = model,
            ExplainedVariance = explained,
            Wanted = _wanted,
            HasEnded = hasEnded,
            Trials = _trials.AsReadOnly(),
        };
    }

    private void Search(int width, CancellationToken stop)
    {
        var (tooSmall, enough) = (0, 1);
        while (!Keeps(enough, stop))
        {
            if (enough == width)
            {
                return;
            }

            (tooSmall, enough) = (enough, (int)Math.Min(2L * enough, width));
        }

        while (enough - tooSmall > 1)
        {
            var middle = tooSmall + ((enough - tooSmall) / 2);
            (tooSmall, enough) = Keeps(middle, stop) ? (tooSmall, middle) : (middle, enough);
        }
    }

    /// <summary>Trains a code of a size.</summary>
    private bool Keeps(int codeSize, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var options = _options.Copy();
        // A checkpoint of one size is refused by the next.
        (options.CodeSize, options.CancellationToken, options.CheckpointPath) = (codeSize, stop, null);
        var clock = Stopwatch.StartNew();
        var model = new AutoEncoderEstimator(_host, options).Fit(_data);
        var explained = model.FittedEpoch?.ValidationExplainedVariance
            ?? throw _host.Except("The validation rows do not vary: there is no variance to keep.");
        _trials.Add(new CodeSizeTrial
        {
            CodeSize = codeSize,
            ExplainedVariance = explained,
            Epochs = model.TrainingHistory.Count,
            Time = clock.Elapsed,
        });
        var keeps = explained >= _wanted;
        // Until one keeps enough, the best is the one that keeps most. From then on each one that does is smaller than those before.
        if (_best is not { } best || keeps || (best.Explained < _wanted && explained > best.Explained))
        {
            _best = (model, explained);
        }

        return keeps;
    }
}
