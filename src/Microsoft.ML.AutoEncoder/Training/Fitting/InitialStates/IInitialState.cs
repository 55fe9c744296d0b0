namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Where a training begins.</summary>
internal interface IInitialState
{
    /// <summary>Fills the state of a training that has not begun, which is zero everywhere.</summary>
    /// <param name="layout">Where the parameters stand in the state.</param>
    /// <param name="state">The state.</param>
    void Fill(ParameterLayout layout, TrainingState state);
}
