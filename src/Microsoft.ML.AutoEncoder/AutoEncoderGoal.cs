namespace Microsoft.ML.AutoEncoder;

/// <summary>What a code is for. A goal stands for settings that were tried for it; every option that is set goes before them.</summary>
public enum AutoEncoderGoal
{
    /// <summary>A small code for a classifier, above all a linear one: a wide network that learns from distorted rows where they are
    /// images (see <see cref="Corruption.Distortion"/>), which is found out, and from rows of which most values are missing where they
    /// are not.</summary>
    Classification,

    /// <summary>A small code from which rows can be reconstructed as exactly as possible: compression. Rows that are images, which is
    /// found out, are turned, scaled and bent a little, and given back like that (see
    /// <see cref="AutoEncoderRegularizer.Augmentation"/>).</summary>
    Reconstruction,

    /// <summary>A code that is wider than the input and mostly zeros, for linear classifiers and for reading single units. Rows that are
    /// images, which is found out, are distorted, and the network gets convolutions.</summary>
    SparseCode,

    /// <summary>A code that a decoder makes new rows of: a variational autoencoder.</summary>
    Generation,

    /// <summary>A code of wide sparse vectors with small values, as <c>FeaturizeText</c> gives them.</summary>
    Text,

    /// <summary>A code as small as that of a detector, for rows whose reconstruction error tells what is odd. Use
    /// <see cref="AutoEncoderAnomalyTrainer"/> for a score with a threshold.</summary>
    Anomalies,
}
