using Microsoft.ML.AutoEncoder.Training;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Ends training when the loss has stopped improving, and keeps the weights of the best epoch. The loss is that of the
/// validation rows, or that of the training rows where there are no others.</summary>
/// <remarks>A loss that is not finite, as of a validation row with a value of 1e20, is no improvement and never the best. If no epoch
/// has a finite one, there is nothing to go by: training goes through all epochs, keeps the last weights, and warns in the log.
/// Immutable: what it needs to know about a training it takes from the training's history. See Prechelt, "Early Stopping -
/// But When?", 1998.</remarks>
public sealed class EarlyStopping
{
    /// <summary>Creates the settings.</summary>
    /// <param name="patience">After how many epochs in a row without improvement training ends, at least 1.</param>
    /// <param name="minimumImprovement">By what part of the best loss so far a loss must be lower to count as improved, in [0, 1).</param>
    /// <param name="loss">Which loss decides, also about the best epoch and about plateaus.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public EarlyStopping(
        int patience = 5, float minimumImprovement = 0.001f, EarlyStoppingLoss loss = EarlyStoppingLoss.Reconstruction)
    {
        if (!Enum.IsDefined(loss))
        {
            throw new ArgumentOutOfRangeException(nameof(loss), loss, "There is no such loss.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        Improvement.CheckMinimum(minimumImprovement);
        Patience = patience;
        MinimumImprovement = minimumImprovement;
        Loss = loss;
    }

    /// <summary>After how many epochs in a row without improvement training ends.</summary>
    public int Patience { get; }

    /// <summary>By what part of the best loss so far a loss must be lower to count as improved.</summary>
    public float MinimumImprovement { get; }

    /// <summary>Which loss decides.</summary>
    public EarlyStoppingLoss Loss { get; }

    /// <summary>The name, with all that was chosen: <c>EarlyStopping(patience: 5, minimumImprovement: 0.001)</c>. The same in every
    /// culture.</summary>
    public override string ToString() =>
        SettingText.Of(this, Loss == EarlyStoppingLoss.Reconstruction
            ? [("patience", Patience), ("minimumImprovement", MinimumImprovement)]
            : [("patience", Patience), ("minimumImprovement", MinimumImprovement), ("loss", Loss)]);

    internal bool IsDue(IReadOnlyList<EpochMetrics> history) => Improvement.CountPlateaus(history, Patience, MinimumImprovement) > 0;
}
