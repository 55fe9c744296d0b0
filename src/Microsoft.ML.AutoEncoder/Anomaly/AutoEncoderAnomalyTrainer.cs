using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.AutoEncoder;

/// <summary>
/// The <see cref="IEstimator{TTransformer}"/> for training an anomaly detector: an autoencoder, trained on ordinary rows, that tells
/// how odd a row is from how badly it can be reconstructed and how far it lies from ordinary rows.
/// </summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// To create this trainer, use [AutoEncoder](xref:Microsoft.ML.AutoEncoderAnomalyCatalog.AutoEncoder*).
///
/// ### Input and Output Columns
/// The features are a known-size vector of <xref:System.Single>. The output columns are:
///
/// | Output column | Column type | Description |
/// | -- | -- | -- |
/// | `Score` | <xref:System.Single> | One in how many training rows is as odd: positive; the greatest for the oddest row |
/// | `PredictedLabel` | <xref:System.Boolean> | Whether the score is above the threshold |
///
/// ### Trainer Characteristics
/// | | |
/// | -- | -- |
/// | Machine learning task | Anomaly Detection |
/// | Is normalization required? | No |
/// | Is caching required? | No |
/// | Required NuGet in addition to Microsoft.ML | Microsoft.ML.AutoEncoder, and TorchSharp-cpu or TorchSharp-cuda-* to fit |
/// | Exportable to ONNX | Yes |
///
/// ### Training Algorithm Details
/// A row is measured in up to four ways, see <xref:Microsoft.ML.AutoEncoder.AnomalyMeasures>. The error of its reconstruction and its
/// squared Mahalanobis distance from the centre of ordinary rows catch different anomalies. (Statistical process control knows the two
/// as Q and Hotelling's T²; Jackson and Mudholkar, "Control Procedures for Residuals Associated With Principal Component Analysis",
/// Technometrics 21, 1979.) In rows of fewer than 256 slots the centre and the covariance are those of the half that takes the least room
/// (Rousseeuw and Van Driessen, "A Fast Algorithm for the Minimum Covariance Determinant Estimator", Technometrics 41, 1999), and the
/// nearest training rows count, too (Ramaswamy, Rastogi and Shim, "Efficient Algorithms for Mining Outliers from Large Data Sets", SIGMOD
/// 2000). In wider rows distances are measured in the layer before the code, and the error in that layer counts (Kim et al., "RaPP:
/// Novelty Detection with Reconstruction along Projection Pathway", ICLR 2020). Each measure is put on a scale of logarithms that is
/// anchored in its quartiles over the training rows, and the largest counts. The score is how rare it is among the training rows to be so
/// odd: with a score of 20 one in 20 is as odd or odder.
///
/// Slots are scaled like those of the estimator; rows of fewer than 256 slots always, where they are dense. A feature that was constant in
/// training counts in its own unit.
///
/// Training needs finite values. A row with a missing value (NaN) has the score NaN and is not predicted to be an anomaly. A row with an
/// infinite value, or with values so large that no finite score can be computed, has the score ∞ and is predicted to be one.
///
/// Check the See Also section for links to usage examples.
/// ]]></format>
/// </remarks>
/// <seealso
/// cref="AutoEncoderAnomalyCatalog.AutoEncoder(AnomalyDetectionCatalog.AnomalyDetectionTrainers, string, string, int?, int?, float, int?)"
/// />
/// <seealso cref="AutoEncoderAnomalyCatalog.AutoEncoder(AnomalyDetectionCatalog.AnomalyDetectionTrainers, Options)"/>
public sealed partial class AutoEncoderAnomalyTrainer
    : TrainerEstimatorBase<AnomalyPredictionTransformer<AutoEncoderAnomalyModelParameters>, AutoEncoderAnomalyModelParameters>
{
    private readonly AutoEncoderEstimator _estimator;
    private readonly string? _slotErrorColumnName;
    private readonly float _contamination;
    private readonly AnomalyMeasures? _measures;
    private readonly CancellationToken _cancellationToken;

    internal AutoEncoderAnomalyTrainer(IHostEnvironment env, Options options)
        : this(Contracts.CheckRef(env, nameof(env)).Register(nameof(AutoEncoderAnomalyTrainer)), options)
    {
    }

    private AutoEncoderAnomalyTrainer(IHost host, Options options)
        : base(
            host,
            TrainerUtils.MakeR4VecFeature(Check(host, options).FeatureColumnName),
            label: default,
            weight: TrainerUtils.MakeR4ScalarWeightColumn(options.ExampleWeightColumnName))
    {
        var autoEncoder = options.AutoEncoder.Copy();
        autoEncoder.InputColumnName = options.FeatureColumnName;
        autoEncoder.OutputColumnName = options.FeatureColumnName;
        autoEncoder.ExampleWeightColumnName = options.ExampleWeightColumnName;
        _estimator = new AutoEncoderEstimator(host, autoEncoder, DefaultOptions.OfDetector, nameof(AutoEncoderAnomalyTrainer));
        _slotErrorColumnName = options.SlotErrorColumnName;
        _contamination = options.Contamination;
        _measures = options.Measures;
        _cancellationToken = autoEncoder.CancellationToken;
    }

    /// <inheritdoc/>
    public override TrainerInfo Info { get; } = new(
        normalization: false, caching: false, supportValid: true, supportIncrementalTrain: true);

    /// <inheritdoc/>
    protected override PredictionKind PredictionKind => PredictionKind.AnomalyDetection;

    /// <summary>Trains an anomaly detector, and measures the loss of its network on other rows after each epoch.</summary>
    /// <param name="trainData">The rows to train on.</param>
    /// <param name="validationData">The rows to measure the loss on, with the columns that training reads.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">All rows are the same, or the data cannot be learnt for another reason that the
    /// message gives.</exception>
    public AnomalyPredictionTransformer<AutoEncoderAnomalyModelParameters> Fit(IDataView trainData, IDataView validationData)
    {
        Host.CheckValue(trainData, nameof(trainData));
        Host.CheckValue(validationData, nameof(validationData));
        CheckSchema(SchemaShape.Create(trainData.Schema));
        CheckSchema(SchemaShape.Create(validationData.Schema));
        return TrainTransformer(trainData, validationData);
    }

    /// <summary>Goes on training the network of a detector, see
    /// <see cref="AutoEncoderEstimator.Fit(IDataView, AutoEncoderTransformer)"/>. The score and the threshold follow from
    /// <paramref name="trainData"/> alone.</summary>
    /// <param name="trainData">The rows to train on: those of before or others, with as many slots.</param>
    /// <param name="modelParameters">The detector, which stays as it is.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of the wrong type or size; or options contradict the
    /// model, and the message names them.</exception>
    /// <exception cref="InvalidOperationException">All rows are the same, or the data cannot be learnt for another reason that the
    /// message gives.</exception>
    public AnomalyPredictionTransformer<AutoEncoderAnomalyModelParameters> Fit(
        IDataView trainData, AutoEncoderAnomalyModelParameters modelParameters)
    {
        Host.CheckValue(trainData, nameof(trainData));
        Host.CheckValue(modelParameters, nameof(modelParameters));
        CheckSchema(SchemaShape.Create(trainData.Schema));
        return TrainTransformer(trainData, null, modelParameters);
    }

    /// <summary>Goes on training the network of a detector, and measures its loss on other rows after each epoch.</summary>
    /// <param name="trainData">The rows to train on: those of before or others, with as many slots.</param>
    /// <param name="validationData">The rows to measure the loss on, with the columns that training reads.</param>
    /// <param name="modelParameters">The detector, which stays as it is.</param>
    /// <inheritdoc cref="Fit(IDataView, AutoEncoderAnomalyModelParameters)"/>
    public AnomalyPredictionTransformer<AutoEncoderAnomalyModelParameters> Fit(
        IDataView trainData, IDataView validationData, AutoEncoderAnomalyModelParameters modelParameters)
    {
        Host.CheckValue(trainData, nameof(trainData));
        Host.CheckValue(validationData, nameof(validationData));
        Host.CheckValue(modelParameters, nameof(modelParameters));
        CheckSchema(SchemaShape.Create(trainData.Schema));
        CheckSchema(SchemaShape.Create(validationData.Schema));
        return TrainTransformer(trainData, validationData, modelParameters);
    }

    /// <inheritdoc/>
    protected override AutoEncoderAnomalyModelParameters TrainModelCore(TrainContext trainContext)
    {
        using var link = _estimator.EnterGroup();
        return link.Run(() => Train(trainContext, link));
    }

    private AutoEncoderAnomalyModelParameters Train(TrainContext trainContext, GroupLink link)
    {
        var data = trainContext.TrainingSet.Data;
        var features = data.Schema[FeatureColumn.Name];
        DataViewSchema.Column? weight = WeightColumn.IsValid ? data.Schema[WeightColumn.Name] : null;
        ConstantData.Refuse(Host, data, features, weight, link, _cancellationToken);

        var fitted = _estimator.FitOn(data, trainContext.ValidationSet?.Data, Earlier(trainContext.InitialPredictor), link);
        CalibrationPass[] parts = [.. Enumerable.Range(0, link.PartCount)
            .Select(part => new CalibrationPass(link.Part(data, part), features, weight, fitted.Network))];
        if (link.Leads)
        {
            using var channel = Host.Start("Calibration");
            channel.Info("Measuring how odd the training rows are, in two more passes over them");
        }

        var calibration = new Calibration(Host, parts, link, fitted.Training.Scale, _measures, _estimator.Seed, _cancellationToken);
        var (measure, threshold) = calibration.Run(_contamination);
        return new AutoEncoderAnomalyModelParameters(Host, fitted.Network, measure, threshold, _slotErrorColumnName, fitted.Training);
    }

    /// <inheritdoc/>
    protected override AnomalyPredictionTransformer<AutoEncoderAnomalyModelParameters> MakeTransformer(
        AutoEncoderAnomalyModelParameters model, DataViewSchema trainSchema) =>
        new(Host, model, trainSchema, FeatureColumn.Name, model.Threshold);

    /// <inheritdoc/>
    protected override SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema)
    {
        inputSchema.TryFindColumn(FeatureColumn.Name, out var features);
        return [.. AnomalyColumns.Promise(_slotErrorColumnName, features)];
    }

    private (AutoEncoderNetwork Network, TrainingRecord Training)? Earlier(IPredictor? predictor) => predictor switch
    {
        null => null,
        AutoEncoderAnomalyModelParameters model => (model.Network, model.Training),
        _ => throw Host.Except($"Training cannot go on from {predictor}: it is no model of an {nameof(AutoEncoderAnomalyTrainer)}."),
    };

    private static Options Check(IHost host, Options options)
    {
        host.CheckValue(options, nameof(options));
        AnomalyOptionsValidator.Check(host, options);
        return options;
    }
}
