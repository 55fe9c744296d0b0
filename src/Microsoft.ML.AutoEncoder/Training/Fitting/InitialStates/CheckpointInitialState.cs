using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A training begins where another one of the same kind was interrupted.</summary>
/// <param name="channel">Tells the application about it.</param>
/// <param name="checkpoint">What is left of that training.</param>
/// <param name="otherwise">Where the training begins if nothing is left.</param>
internal sealed class CheckpointInitialState(IChannel channel, Checkpoint checkpoint, IInitialState otherwise) : IInitialState
{
    /// <inheritdoc/>
    public void Fill(ParameterLayout layout, TrainingState state)
    {
        if (!checkpoint.TryRestore(state))
        {
            otherwise.Fill(layout, state);
        }
        else if (state.Epoch.BatchCount > 0)
        {
            channel.Info(
                MessageSensitivity.None,
                "Going on after epoch {0} and {1} batches of the checkpoint",
                state.History.Count,
                state.Epoch.BatchCount);
        }
        else
        {
            channel.Info(MessageSensitivity.None, "Going on after epoch {0} of the checkpoint", state.History.Count);
        }
    }
}
