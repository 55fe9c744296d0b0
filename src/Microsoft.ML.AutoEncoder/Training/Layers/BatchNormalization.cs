using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Gives each unit of a layer the mean 0 and the variance 1 before it is scaled and shifted (Ioffe and Szegedy, "Batch
/// Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift", 2015).</summary>
/// <remarks>In training by the statistics of the rows that one thread has of a batch ("ghost batches"; Hoffer, Hubara and Soudry,
/// "Train longer, generalize better", 2017): threads need not wait for one another in every layer. Otherwise, and where a thread
/// has a single row, which has no variance, by the running statistics of whole batches. The tensors belong to the dispose scope
/// in which the object is created.</remarks>
/// <param name="scale">Shape [units].</param>
/// <param name="runningMean">Shape [units].</param>
/// <param name="runningVariance">Shape [units].</param>
internal sealed class BatchNormalization(Tensor scale, Tensor runningMean, Tensor runningVariance)
{
    private readonly Tensor _mean = zeros_like(runningMean);
    private readonly Tensor _variance = zeros_like(runningVariance);

    /// <summary>How many values of each unit the statistics are of: one for each row, or for each pixel of each row; 0 if there are
    /// none.</summary>
    internal int RowCount { get; private set; }

    /// <summary>The means of the rows of the last step.</summary>
    internal ReadOnlySpan<float> Mean => MemoryMarshal.Cast<byte, float>(_mean.bytes);

    /// <summary>The unbiased variances of the rows of the last step.</summary>
    internal ReadOnlySpan<float> Variance => MemoryMarshal.Cast<byte, float>(_variance.bytes);

    /// <summary>Forgets the statistics of the last step.</summary>
    internal void Clear() => RowCount = 0;

    /// <summary>Takes the statistics of the last step into the running ones, and forgets them. For whoever has whole batches;
    /// others need <see cref="RunningStatistics"/>.</summary>
    /// <param name="momentum">The part of the step in the running statistics.</param>
    internal void UpdateRunningStatistics(double momentum)
    {
        if (RowCount > 0)
        {
            runningMean.MultiplyBy((float)(1 - momentum)).AddMultiple(_mean, (float)momentum);
            runningVariance.MultiplyBy((float)(1 - momentum)).AddMultiple(_variance, (float)momentum);
        }

        Clear();
    }

    /// <param name="preActivations">Shape [rows, units] or [rows, channels, pixels].</param>
    /// <param name="shift">Shape [units].</param>
    /// <param name="isTraining">Whether the rows' own statistics count.</param>
    internal Tensor Apply(Tensor preActivations, Tensor shift, bool isTraining)
    {
        var valueCount = (int)(preActivations.numel() / runningMean.numel());
        if (!isTraining || valueCount == 1)
        {
            return nn.functional.batch_norm(
                preActivations, runningMean, runningVariance, scale, shift, training: false, eps: NormalizationParameters.Epsilon);
        }

        RowCount = valueCount;
        // With the momentum 1 the "running" statistics are those of these rows alone.
        return nn.functional.batch_norm(
            preActivations, _mean, _variance, scale, shift, training: true, momentum: 1, eps: NormalizationParameters.Epsilon);
    }
}
