using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Model parameters for <see cref="AutoEncoderAnomalyTrainer"/>: the network, and what training rows look like to it.</summary>
public sealed partial class AutoEncoderAnomalyModelParameters : ModelParametersBase<float>, ISchemaBindableMapper
{
    internal AutoEncoderAnomalyModelParameters(
        IHostEnvironment env, AutoEncoderNetwork network, RowMeasure measure, float threshold,
        string? slotErrorColumnName, TrainingRecord training)
        : base(env, nameof(AutoEncoderAnomalyModelParameters))
    {
        Network = network;
        Measure = measure;
        Threshold = threshold;
        SlotErrorColumnName = slotErrorColumnName;
        Training = training;
    }

    /// <summary>The number of slots of the feature column.</summary>
    public int InputSize => Network.Shape.InputSize;

    /// <summary>The number of values of the code.</summary>
    public int CodeSize => Network.Shape.CodeSize;

    /// <summary>The threshold that the training rows gave: rows with a higher score were predicted to be anomalies when the model was
    /// fitted. <see cref="AnomalyDetectionCatalog.ChangeModelThreshold"/> gives a model with another one
    /// and leaves this value alone.</summary>
    public float Threshold { get; }

    /// <summary>The column that receives the errors of the slots; null if there is none.</summary>
    public string? SlotErrorColumnName { get; }

    /// <summary>What training measured, epoch by epoch. It is saved with the model.</summary>
    public IReadOnlyList<EpochMetrics> TrainingHistory => Training.History;

    /// <summary>The options that shaped the training of the network, see
    /// <see cref="AutoEncoderTransformer.TrainingOptions"/>.</summary>
    public IReadOnlyDictionary<string, string> TrainingOptions => Training.Options;

    /// <summary>What training measured in the epoch whose weights the network has, see
    /// <see cref="AutoEncoderTransformer.FittedEpoch"/>.</summary>
    public EpochMetrics? FittedEpoch => Training.FittedEpoch;

    /// <summary>What a look at the training has shown, see <see cref="AutoEncoderTransformer.Findings"/>.</summary>
    public IReadOnlyList<TrainingFinding> Findings => Training.Findings;

    internal TrainingRecord Training { get; }

    internal AutoEncoderNetwork Network { get; }

    internal RowMeasure Measure { get; }

    /// <inheritdoc/>
    protected override PredictionKind PredictionKind => PredictionKind.AnomalyDetection;

    ISchemaBoundMapper ISchemaBindableMapper.Bind(IHostEnvironment env, RoleMappedSchema schema) =>
        new AnomalyRowMapper(Host, this, schema);
}
