namespace Microsoft.ML.AutoEncoder;

/// <summary>What an <see cref="AutoEncoderAnomalyTrainer"/> looks at to tell how odd a row is.</summary>
[Flags]
public enum AnomalyMeasures
{
    /// <summary>How badly the row is reconstructed: large where it breaks relations between slots that training rows keep.</summary>
    ReconstructionError = 1,

    /// <summary>How far the row lies from the centre of the ordinary rows, each direction in units of their standard deviation there:
    /// large where it lies outside.</summary>
    CentreDistance = 2,

    /// <summary>How far the nearest training rows are: large where there are none, though the row may lie between groups of
    /// them.</summary>
    NeighbourDistance = 4,

    /// <summary>How differently the layer before the code sees the row and its reconstruction: large where they differ in what makes up
    /// ordinary rows, if only in a few slots (Kim et al., "RaPP: Novelty Detection with Reconstruction along Projection Pathway", ICLR
    /// 2020). It takes half as much time again.</summary>
    LayerError = 8,
}
