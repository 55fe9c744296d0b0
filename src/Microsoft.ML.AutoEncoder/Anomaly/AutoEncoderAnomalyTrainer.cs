using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.AutoEncoder;

/// <summary>
/// The <see cref="IEstimator{TTransformer}"/> for training an anomaly detector: an autoencoder, trained on ordinary rows, that tells
/// how odd a row is from how badly it can be reconstructed and how far its code lies from those of the training rows.
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
/// | `Score` | <xref:System.Single> | How odd the row is: not negative; the mean over the training rows is 1 |
/// | `PredictedLabel` | <xref:System.Boolean> | Whether the score is above the threshold |
///
/// ### Trainer Characteristics
/// | | |
/// | -- | -- |
/// | Machine learning task | Anomaly Detection |
/// | Is normalization required? | Yes |
/// | Is caching required? | No |
/// | Required NuGet in addition to Microsoft.ML | Microsoft.ML.AutoEncoder, and TorchSharp-cpu or TorchSharp-cuda-* to fit |
/// | Exportable to ONNX | No |
///
/// ### Training Algorithm Details
/// The score is a weighted mean of two parts, which catch different anomalies. The error is the mean squared difference between the
/// features and their reconstruction: large where a row does not obey the relations between features that training rows obey. The
/// distance is the squared Mahalanobis distance of the code from the mean code: large where a row obeys them, but in an unusual place.
/// (Statistical process control knows the two as Q and Hotelling's T²; Jackson and Mudholkar, "Control Procedures for Residuals
/// Associated With Principal Component Analysis", Technometrics 21, 1979. Their sum: Yue and Qin, "Reconstruction-Based Fault
/// Identification Using a Combined Index", Industrial & Engineering Chemistry Research 40, 2001.) Each part is divided by its mean over
/// the training rows, so a score of 5 says the same in each row and each model: five times as odd as the training rows are on average.
/// All slots of a row share one unit, and no slot is divided by a spread of its own. A feature that was constant in training, or
/// nearly, thus counts by how much it differs, like any other; but features should come in comparable scales.
///
/// Training needs finite values, and with the default output activation, a sigmoid, values in [0, 1]. A row with a missing value (NaN)
/// has the score NaN and is not predicted to be an anomaly. A row with an infinite value, or with values so large that no finite score
/// can be computed, has the score ∞ and is predicted to be one.
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
    public override TrainerInfo Info { get; } = new(normalization: true, caching: false, supportValid: true);

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

    /// <inheritdoc/>
    protected override AutoEncoderAnomalyModelParameters TrainModelCore(TrainContext trainContext)
    {
        var data = trainContext.TrainingSet.Data;
        var features = data.Schema[FeatureColumn.Name];
        DataViewSchema.Column? weight = WeightColumn.IsValid ? data.Schema[WeightColumn.Name] : null;
        ConstantData.Refuse(Host, data, features, weight, _cancellationToken);

        var fitted = _estimator.TrainNetwork(data, trainContext.ValidationSet?.Data ?? _estimator.ValidationSet);
        var rows = new CalibrationPass(data, features, weight, fitted.Network);
        using var channel = Host.Start("Calibration");
        channel.Info("Measuring how odd the training rows are, in two more passes over them");
        var calibration = new Calibration(Host, rows, fitted.Scale, _measures, _estimator.Seed, _cancellationToken);
        var (measure, threshold) = calibration.Run(_contamination);
        return new AutoEncoderAnomalyModelParameters(Host, fitted.Network, measure, threshold, _slotErrorColumnName, fitted.History);
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

    private static Options Check(IHost host, Options options)
    {
        host.CheckValue(options, nameof(options));
        AnomalyOptionsValidator.Check(host, options);
        return options;
    }
}
