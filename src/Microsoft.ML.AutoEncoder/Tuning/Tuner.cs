using System.Diagnostics;
using Microsoft.ML.Runtime;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A search over options: random settings, of which the better ones are trained again for longer, as successive halving does it
/// (Jamieson and Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization", AISTATS 2016).</summary>
internal sealed class Tuner
{
    /// <summary>The part of the rows that is set aside where the metric needs validation rows and the options say nothing.</summary>
    internal const float ValidationFraction = 0.2f;

    private readonly IHost _host;
    private readonly IDataView _data;
    private readonly Options _options;
    private readonly AutoEncoderSearchSpace _space;
    private readonly TuningOptions _tuning;
    private readonly TuningMetric _metric;
    private readonly int _seed;

    internal Tuner(IHost host, IDataView data, Options options, AutoEncoderSearchSpace space, TuningOptions tuning)
    {
        (_host, _data, _options, _space, _tuning) = (host, data, options.Copy(), space, tuning.Copy());
        OptionDescription.Check(host, _tuning);
        if (_tuning.TrialsPath is not null && _tuning.Seed is null)
        {
            throw host.ExceptUserArg(
                nameof(_tuning.Seed), $"Seed is null, but must be set where {nameof(_tuning.TrialsPath)} is: another search cannot go on.");
        }

        OptionsValidator.Check(host, _options, DefaultOptions.OfEstimator);
        _metric = _tuning.Metric ?? TuningMetric.ValidationLoss;
        _seed = _tuning.Seed ?? host.Rand.Next();
        _options.Seed ??= _seed;
    }

    internal TuningResult Run()
    {
        using var channel = _host.Start("Tuning");
        using var timeIsUp = _tuning.TimeLimit is { TotalMilliseconds: < int.MaxValue } limit
            ? new CancellationTokenSource(limit)
            : new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            _tuning.CancellationToken, _options.CancellationToken, timeIsUp.Token);
        var data = ReadData(stop.Token, timeIsUp.Token);
        var draws = TuningDraw.Draw(_space, _seed, _tuning.NumberOfTrials);
        var log = new TrialLog(_host, channel, _tuning, draws, TuningIdentity.Describe(_options, _space, _tuning, _metric, data.Hash));
        var runner = new TrialRunner(_host, log, stop) { Parallelism = Parallelism };
        List<TuningTrial> trials = [];
        var contestants = draws;
        for (var round = 1; round <= _tuning.NumberOfRounds && !stop.IsCancellationRequested; round++)
        {
            var ended = runner.Run(contestants, round, draw => CreateTrial(draw, round, data, stop.Token));
            ThrowIfCancelled();
            ended = RefuseOtherUnits(ended);
            trials.AddRange(ended);
            var ranked = _metric.Rank(ended).ToArray();
            if (ranked.Length == 0)
            {
                break;
            }

            var places = (contestants.Length + _tuning.HalvingFactor - 1) / _tuning.HalvingFactor;
            contestants = [.. ranked.Take(places).Select(trial => draws[trial.Number - 1])];
        }

        return CreateResult(trials, draws, hasEnded: !stop.IsCancellationRequested);
    }

    private int Parallelism =>
        _tuning.NumberOfParallelTrials ?? Math.Max(1, Environment.ProcessorCount / (_options.NumberOfThreads ?? 1));

    private TuningData ReadData(CancellationToken stop, CancellationToken timeIsUp)
    {
        try
        {
            return TuningData.Read(_host, _data, WithValidation(_options.Copy()), stop);
        }
        catch (OperationCanceledException) when (timeIsUp.IsCancellationRequested)
        {
            ThrowIfCancelled();
            throw NothingEnded();
        }
    }

    /// <summary>Trains and measures one setting.</summary>
    private TuningTrial CreateTrial(TuningDraw draw, int round, TuningData data, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var epochs = 1;
        try
        {
            var options = WithValidation(draw.ApplyTo(_options, _space));
            var allEpochs = DefaultOptions.OfEstimator.Fill(options, data.Profile).NumberOfEpochs!.Value;
            var share = Math.Pow(_tuning.HalvingFactor, round - _tuning.NumberOfRounds);
            epochs = Math.Max(1, (int)Math.Ceiling(allEpochs * share));
            options.NumberOfEpochs = epochs;
            options.NumberOfThreads ??= 1;
            options.CancellationToken = stop;
            // One file and one callback would serve trials that run at the same time.
            (options.CheckpointPath, options.ProgressCallback, options.KeepTrainingState) = (null, null, false);
            var candidate = new TuningCandidate(CreateContext(), _data, options, stop);
            var value = _metric.Measure(candidate);
            return double.IsFinite(value)
                ? Trial(value, null, _metric.Units(candidate))
                : Trial(null, FormattableString.Invariant($"The {_metric.Name} is {value}."), null);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            return Trial(null, exception.Message, null);
        }

        TuningTrial Trial(double? value, string? error, string? units) => new()
        {
            Number = draw.Number,
            Round = round,
            Epochs = epochs,
            Values = draw.Values,
            Metric = value,
            Error = error,
            Time = clock.Elapsed,
            Units = units,
        };
    }

    private Options WithValidation(Options options)
    {
        if (_metric.GoesByValidation && options.ValidationSet is null)
        {
            options.ValidationFraction ??= ValidationFraction;
        }

        return options;
    }

    private MLContext CreateContext()
    {
        var context = new MLContext(_seed);
        if (_host is IHostEnvironmentInternal environment)
        {
            (context.GpuDeviceId, context.FallbackToCpu) = (environment.GpuDeviceId, environment.FallbackToCpu);
        }

        return context;
    }

    /// <summary>Trials whose values do not compare with that of the first setting fail.</summary>
    private static TuningTrial[] RefuseOtherUnits(TuningTrial[] trials)
    {
        var first = trials.Where(trial => trial.Metric is not null).MinBy(trial => trial.Number);
        return
        [
            .. trials.Select(trial => trial.Metric is null || trial.Units == first!.Units
                ? trial
                : trial.Failed(
                    $"Trained with {trial.Units}, which does not compare with trial {first.Number}, trained with {first.Units}. " +
                    $"Fix these options, or give a metric of your own by {nameof(TuningMetric)}.{nameof(TuningMetric.Of)}.")),
        ];
    }

    private TuningResult CreateResult(List<TuningTrial> trials, TuningDraw[] draws, bool hasEnded)
    {
        var best = trials.GroupBy(trial => trial.Round).OrderByDescending(round => round.Key)
            .Select(round => _metric.Rank(round).FirstOrDefault())
            .FirstOrDefault(trial => trial is not null);
        if (best is null)
        {
            throw trials.FirstOrDefault() is { } failed
                ? _host.Except($"All trials failed. Trial {failed.Number}: {failed.Error}")
                : NothingEnded();
        }

        var options = draws[best.Number - 1].ApplyTo(_options, _space);
        return new TuningResult(_metric, trials, best, options, hasEnded);
    }

    private void ThrowIfCancelled()
    {
        _tuning.CancellationToken.ThrowIfCancellationRequested();
        _options.CancellationToken.ThrowIfCancellationRequested();
        _host.CheckAlive();
    }

    private Exception NothingEnded() => _host.Except(
        FormattableString.Invariant($"No trial ended within the time limit of {_tuning.TimeLimit}. Give more time, or fewer epochs."));
}
