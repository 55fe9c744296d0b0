namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>An estimator and data to try it on: all that the tests of what ML.NET expects of estimators need to know.</summary>
internal sealed record ConformanceCase
{
    /// <summary>Creates the estimator. Each call must give an equal one.</summary>
    internal required Func<MLContext, IEstimator<ITransformer>> CreateEstimator { get; init; }

    /// <summary>Data to fit and to transform.</summary>
    internal required IDataView ValidInput { get; init; }

    /// <summary>Data that suits neither the estimator nor its transformer.</summary>
    internal required IReadOnlyList<IDataView> InvalidInputs { get; init; }

    /// <summary>Data that the estimator can be fitted to, but that a transformer fitted to <see cref="ValidInput"/> cannot
    /// transform.</summary>
    internal required IReadOnlyList<IDataView> InputsForAnotherFit { get; init; }

    /// <summary>Data that the estimator cannot be fitted to, but that its transformer can transform.</summary>
    internal IReadOnlyList<IDataView> InputsForTransformOnly { get; init; } = [];

    /// <summary>Whether a transformer cannot be used any more once it is disposed. ML.NET's own transformers around model parameters,
    /// which may share them with others, can.</summary>
    internal bool DisposingEndsUse { get; init; } = true;

    /// <summary>The transformer fitted to <see cref="ValidInput"/>.</summary>
    internal ITransformer Fit() => CreateEstimator(new MLContext(1)).Fit(ValidInput);
}
