using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Extension methods of <see cref="AnomalyDetectionCatalog"/> and its trainers that create autoencoders, and find them in
/// models.</summary>
public static class AutoEncoderAnomalyCatalog
{
    /// <summary>Creates an <see cref="AutoEncoderAnomalyTrainer"/>, which learns what ordinary rows look like and predicts which rows
    /// are anomalies.</summary>
    /// <param name="catalog">The trainers' catalog.</param>
    /// <param name="featureColumnName">The column of the features: a known-size vector of <see cref="float"/>.</param>
    /// <param name="exampleWeightColumnName">A column of <see cref="float"/> with the weight of each row, or null.</param>
    /// <param name="codeSize">The number of values of the code, at least 1. Null: 12, or half as many as the
    /// features where these are fewer.</param>
    /// <param name="numberOfEpochs">How many times training goes through the data, at least 1. Null: as often as
    /// gives 15,000 steps.</param>
    /// <param name="contamination">The part of the training rows that is above the threshold, in [0, 1).</param>
    /// <param name="seed">Decides the initial weights and the order of the rows. Null: taken from the <see cref="MLContext"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <example>
    /// <code>
    /// var detector = mlContext.AnomalyDetection.Trainers.AutoEncoder("Features").Fit(data);
    /// </code>
    /// </example>
    public static AutoEncoderAnomalyTrainer AutoEncoder(
        this AnomalyDetectionCatalog.AnomalyDetectionTrainers catalog,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        int? codeSize = null,
        int? numberOfEpochs = null,
        float contamination = AutoEncoderAnomalyTrainer.Defaults.Contamination,
        int? seed = null)
    {
        var options = new AutoEncoderAnomalyTrainer.Options
        {
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            Contamination = contamination,
        };
        options.AutoEncoder.CodeSize = codeSize;
        options.AutoEncoder.NumberOfEpochs = numberOfEpochs;
        options.AutoEncoder.Seed = seed;
        return catalog.AutoEncoder(options);
    }

    /// <summary>Creates an <see cref="AutoEncoderAnomalyTrainer"/> with all its options.</summary>
    /// <param name="catalog">The trainers' catalog.</param>
    /// <param name="options">The options; they are copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static AutoEncoderAnomalyTrainer AutoEncoder(
        this AnomalyDetectionCatalog.AnomalyDetectionTrainers catalog, AutoEncoderAnomalyTrainer.Options options) =>
        new(CatalogUtils.GetEnvironment(catalog), options);

    /// <summary>Finds an autoencoder for anomalies in a fitted or loaded model, alone or in a pipeline: what it has learnt, its threshold,
    /// and a way to change that.</summary>
    /// <param name="catalog">The catalog of anomaly detection.</param>
    /// <param name="model">The model. If there are several detectors in it, the last one is found.</param>
    /// <exception cref="ArgumentException">There is no such detector in the model.</exception>
    /// <example>
    /// <code>
    /// var loaded = mlContext.Model.Load("detector.zip", out _);
    /// var stricter = mlContext.AnomalyDetection.FindAutoEncoder(loaded).ChangeThreshold(4f);
    /// </code>
    /// </example>
    public static AutoEncoderAnomalyDetector FindAutoEncoder(this AnomalyDetectionCatalog catalog, ITransformer model)
    {
        var env = CatalogUtils.GetEnvironment(catalog);
        env.CheckValue(model, nameof(model));
        return AutoEncoderAnomalyDetector.Find(env, model) ?? throw env.Process(
            new ArgumentException($"There is no autoencoder for anomalies in the model, a {model.GetType().Name}.", nameof(model)));
    }
}
