namespace Microsoft.ML.AutoEncoder;

/// <summary>A setting that a search tries, for the metric that measures it.</summary>
public sealed class TuningCandidate
{
    private AutoEncoderTransformer? _model;

    internal TuningCandidate(MLContext mlContext, IDataView data, AutoEncoderEstimator.Options options, CancellationToken cancellationToken)
    {
        (MLContext, Data, Options, CancellationToken) = (mlContext, data, options, cancellationToken);
        Estimator = mlContext.Transforms.AutoEncoder(options);
    }

    /// <summary>A context of the trial's own, with the seed of the search: other trials run at the same time, and a context that they
    /// shared would give random numbers in the order in which they ask.</summary>
    public MLContext MLContext { get; }

    /// <summary>The data that the search got.</summary>
    public IDataView Data { get; }

    /// <summary>The options of the trial, with the number of epochs of its round.</summary>
    public AutoEncoderEstimator.Options Options { get; }

    /// <summary>The estimator with these options, not fitted: what goes into a pipeline.</summary>
    public AutoEncoderEstimator Estimator { get; }

    /// <summary>Ends the trial when time is up or the search was cancelled. <see cref="Estimator"/> knows it.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Fits the estimator to <see cref="Data"/>; another call returns the same model.</summary>
    /// <exception cref="InvalidOperationException">The training failed. A metric lets it pass: it becomes the error of the
    /// trial.</exception>
    public AutoEncoderTransformer Fit() => _model ??= Estimator.Fit(Data);
}
