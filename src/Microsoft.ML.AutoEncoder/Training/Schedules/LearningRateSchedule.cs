using Microsoft.ML.AutoEncoder.Training;

namespace Microsoft.ML.AutoEncoder;

/// <summary>How the learning rate changes while training goes on.</summary>
/// <remarks>Immutable: what a schedule needs to know about a training it takes from the training's history.</remarks>
public abstract class LearningRateSchedule
{
    private protected LearningRateSchedule()
    {
    }

    /// <summary>The learning rate stays as it is.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantSchedule();

    /// <summary>What was chosen, by the names of the method that creates it. Everything that makes a difference is here.</summary>
    internal abstract IReadOnlyCollection<(string Name, object Value)> Parameters { get; }

    /// <summary>Multiplies the learning rate every few epochs.</summary>
    /// <param name="everyEpochs">After how many epochs, at least 1.</param>
    /// <param name="factor">By what, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static LearningRateSchedule Step(int everyEpochs, float factor = 0.1f)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(everyEpochs, 1);
        CheckFactor(factor);
        return new StepSchedule(everyEpochs, factor);
    }

    /// <summary>Raises the learning rate linearly from 0, and then lowers it along half a cosine until the last epoch ends
    /// (Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017, without restarts).</summary>
    /// <param name="warmUpEpochs">How long it rises, in epochs; may be a fraction, and 0.</param>
    /// <param name="finalFactor">What is left of the learning rate at the end, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static LearningRateSchedule CosineWithWarmUp(float warmUpEpochs = 0f, float finalFactor = 0f)
    {
        if (!(warmUpEpochs >= 0f && float.IsFinite(warmUpEpochs)))
        {
            throw new ArgumentOutOfRangeException(nameof(warmUpEpochs), warmUpEpochs, "The warm-up must be a finite number of epochs of at least 0.");
        }

        if (!(finalFactor >= 0f && finalFactor <= 1f))
        {
            throw new ArgumentOutOfRangeException(nameof(finalFactor), finalFactor, "The final factor of a learning rate schedule must be in [0, 1].");
        }

        return new CosineSchedule(warmUpEpochs, finalFactor);
    }

    /// <summary>Multiplies the learning rate whenever the loss has stopped improving: that of the validation rows, or that of the
    /// training rows where there are no others.</summary>
    /// <param name="factor">By what, in (0, 1).</param>
    /// <param name="patience">After how many epochs in a row without improvement, at least 1.</param>
    /// <param name="minimumImprovement">By what part of the best loss so far a loss must be lower to count as improved, in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static LearningRateSchedule ReduceOnPlateau(float factor = 0.5f, int patience = 3, float minimumImprovement = 0.001f)
    {
        CheckFactor(factor);
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        Improvement.CheckMinimum(minimumImprovement);
        return new PlateauSchedule(factor, patience, minimumImprovement);
    }

    /// <summary>The name, with all that was chosen: <c>StepSchedule(everyEpochs: 1, factor: 0.5)</c>. The same in every culture.</summary>
    public sealed override string ToString() => SettingText.Of(this, Parameters);

    /// <summary>Whether the other one is of the same kind, and all that was chosen is the same.</summary>
    public sealed override bool Equals(object? obj) => obj is LearningRateSchedule other && ToString() == other.ToString();

    /// <inheritdoc/>
    public sealed override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>What to multiply the learning rate by.</summary>
    /// <param name="epochs">How many epochs are done, with the part of the current one that is.</param>
    /// <param name="numberOfEpochs">How many epochs there are at the most.</param>
    /// <param name="history">What the epochs that are done gave.</param>
    internal abstract double Factor(double epochs, int numberOfEpochs, IReadOnlyList<EpochMetrics> history);

    private static void CheckFactor(float factor)
    {
        if (!(factor > 0f && factor < 1f))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor of a learning rate schedule must be in (0, 1).");
        }
    }
}
