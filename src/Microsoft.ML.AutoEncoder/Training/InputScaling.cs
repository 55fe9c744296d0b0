namespace Microsoft.ML.AutoEncoder;

/// <summary>How an estimator centres and scales its input before training.</summary>
/// <remarks>What is learnt from the training rows is folded into the first and the last layer: scoring costs nothing more, and
/// reconstructions and
/// errors are in the units of the input.</remarks>
public enum InputScaling
{
    /// <summary>The values are taken as they are.</summary>
    None,

    /// <summary>Each slot has its mean taken away and is divided by its standard deviation, both of the training rows. Values far from
    /// the middle
    /// half of a slot's values count as if they were nearer; a slot that does not vary is only centred.</summary>
    PerSlot,

    /// <summary>All slots are divided by one number, the root of the mean square of all values; zeros stay zeros. For rows that are
    /// mostly zeros,
    /// such as texts.</summary>
    Overall,
}
