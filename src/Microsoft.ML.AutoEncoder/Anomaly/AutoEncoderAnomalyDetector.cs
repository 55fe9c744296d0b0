using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>An autoencoder for anomalies as it was found in a model, which may be one step of a pipeline: what it has learnt, and its
/// threshold.</summary>
/// <remarks>Immutable. To get one, use <see cref="AutoEncoderAnomalyCatalog.FindAutoEncoder"/>.</remarks>
public sealed class AutoEncoderAnomalyDetector
{
    private readonly Func<float, ITransformer> _changeThreshold;

    internal AutoEncoderAnomalyDetector(
        AutoEncoderAnomalyModelParameters model, string featureColumnName, float threshold, Func<float, ITransformer> changeThreshold)
    {
        Model = model;
        FeatureColumnName = featureColumnName;
        Threshold = threshold;
        _changeThreshold = changeThreshold;
    }

    /// <summary>What training has learnt, with its history. <see cref="AutoEncoderAnomalyModelParameters.Threshold"/> there is the one
    /// that training gave.</summary>
    public AutoEncoderAnomalyModelParameters Model { get; }

    /// <summary>The column of the features.</summary>
    public string FeatureColumnName { get; }

    /// <summary>The threshold that decides now: rows with a higher score are predicted to be anomalies.</summary>
    public float Threshold { get; }

    /// <summary>Creates the model in which this detector was found once more, with another threshold: of a pipeline all steps, which
    /// both models then
    /// share. The old one stays as it is.</summary>
    /// <param name="threshold">The threshold; any number but NaN. +∞ makes no row an anomaly.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is NaN.</exception>
    public ITransformer ChangeThreshold(float threshold) => float.IsNaN(threshold)
        ? throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold must be a number.")
        : _changeThreshold(threshold);

    /// <summary>Writes the detector as an ONNX file, as <see cref="AutoEncoderAnomalyModelParameters.SaveAsOnnx(string)"/> does: the
    /// input has the name of the feature column, and the label follows from the threshold that decides now.</summary>
    /// <param name="path">The file. It is replaced if it is there.</param>
    /// <exception cref="ArgumentException">The input has the name of an output.</exception>
    public void SaveAsOnnx(string path) =>
        Model.SaveAsOnnx(path, new OnnxExportOptions { InputName = FeatureColumnName, Threshold = Threshold });

    /// <summary>The last detector in a model; null if there is none.</summary>
    internal static AutoEncoderAnomalyDetector? Find(IHostEnvironment env, ITransformer model) => model switch
    {
        // A loaded detector has another type argument than one that was just fitted.
        AnomalyPredictionTransformer<AutoEncoderAnomalyModelParameters> fitted => Create(env, fitted),
        AnomalyPredictionTransformer<IPredictorProducing<float>> loaded => Create(env, loaded),
        ITransformerChainAccessor chain => FindIn(env, chain),
        _ => null,
    };

    private static AutoEncoderAnomalyDetector? Create<TModel>(IHostEnvironment env, AnomalyPredictionTransformer<TModel> transformer)
        where TModel : class => transformer.Model is AutoEncoderAnomalyModelParameters parameters
            ? new AutoEncoderAnomalyDetector(
                parameters,
                transformer.FeatureColumnName,
                transformer.Threshold,
                threshold => new AnomalyPredictionTransformer<AutoEncoderAnomalyModelParameters>(
                    env, parameters, transformer.TrainSchema, transformer.FeatureColumnName, threshold, transformer.ThresholdColumn))
            : null;

    private static AutoEncoderAnomalyDetector? FindIn(IHostEnvironment env, ITransformerChainAccessor chain)
    {
        for (var i = chain.Transformers.Length - 1; i >= 0; i--)
        {
            if (Find(env, chain.Transformers[i]) is { } found)
            {
                var step = i;
                return new AutoEncoderAnomalyDetector(found.Model, found.FeatureColumnName, found.Threshold, threshold =>
                {
                    var steps = chain.Transformers.ToArray();
                    steps[step] = found.ChangeThreshold(threshold);
                    return new TransformerChain<ITransformer>(steps, [.. chain.Scopes]);
                });
            }
        }

        return null;
    }
}
