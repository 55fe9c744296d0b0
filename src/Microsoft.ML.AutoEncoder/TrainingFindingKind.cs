namespace Microsoft.ML.AutoEncoder;

/// <summary>What can be found at the end of a training.</summary>
public enum TrainingFindingKind
{
    /// <summary>The loss was still falling when training ended: more epochs would lower it.</summary>
    StillImproving,

    /// <summary>The loss of the validation rows has risen since an earlier epoch, while that of the training rows fell.</summary>
    Overfitting,

    /// <summary>Units of the code have the same value for every row.</summary>
    ConstantCodeUnits,

    /// <summary>Slots of the input have the same value in every row.</summary>
    ConstantSlots,

    /// <summary>Early stopping watches the training loss, because there are no validation rows.</summary>
    EarlyStoppingWithoutValidation,

    /// <summary>The reconstructions are no better than the mean row.</summary>
    UninformativeCode,

    /// <summary>The code has as many values as the input, and nothing else limits what it can hold.</summary>
    WideCode,
}
