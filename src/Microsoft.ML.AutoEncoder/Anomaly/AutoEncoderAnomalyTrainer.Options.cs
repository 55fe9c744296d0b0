using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder;

public sealed partial class AutoEncoderAnomalyTrainer
{
    /// <summary>The options of an <see cref="AutoEncoderAnomalyTrainer"/>. The trainer copies and checks them when it is created;
    /// changing them later has no effect on it.</summary>
    public sealed class Options
    {
        /// <summary>The column of the features: a known-size vector of <see cref="float"/>. Default: Features.</summary>
        [ColumnOption("a name", IsRequired = true)]
        public string FeatureColumnName = DefaultColumnNames.Features;

        /// <summary>A column of <see cref="float"/> with the weight of each row in training: finite, at least 0, and relative to the
        /// others. Null, the default, gives every row the same weight.</summary>
        [ColumnOption("a name, or null")]
        public string? ExampleWeightColumnName;

        /// <summary>The column that receives the errors of the slots, a vector of the size of the features: which features make a row
        /// odd. They are squared differences between the scaled features and their reconstruction, as multiples of the error of an ordinary
        /// row. Null, the default: not produced.</summary>
        [ColumnOption("a name, or null", IsOutput = true)]
        public string? SlotErrorColumnName;

        /// <summary>The part of the training rows that is above the threshold: about the part of anomalies that is expected in the data.
        /// In [0, 1); 0 puts the threshold at the greatest score. Default: 0.05.</summary>
        [NumberOption(AtLeast = 0, Below = 1)]
        public float Contamination = Defaults.Contamination;

        /// <summary>What the score looks at. Null, the default: <see cref="AnomalyMeasures.ReconstructionError"/>,
        /// <see cref="AnomalyMeasures.CentreDistance"/>, and beside them <see cref="AnomalyMeasures.NeighbourDistance"/> where rows have
        /// fewer than 256 slots, else <see cref="AnomalyMeasures.LayerError"/>.</summary>
        [Option]
        public AnomalyMeasures? Measures;

        /// <summary>The network and its training. Its columns stay unset: the ones above take their place. Null stands for a code
        /// of 12 values, or of half as many as the input has where these are fewer, 15,000 steps, batches of 32 rows, a learning rate
        /// that falls to 0 along a cosine, and, where rows are images of at least 256 pixels, which is found out,
        /// <see cref="AutoEncoderRegularizer.Augmentation"/> with small distortions, and else for what it stands for in the
        /// <see cref="AutoEncoderEstimator"/>.</summary>
        [RequiredOption]
        public AutoEncoderEstimator.Options AutoEncoder = new();
    }

    internal static class Defaults
    {
        internal const float Contamination = 0.05f;
    }
}
