using System.Runtime.InteropServices;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What one thread learns from the labels of its rows: a layer on the code predicts them, in training alone.</summary>
/// <param name="task">How labels help training.</param>
/// <param name="network">The network, with the layer that predicts.</param>
/// <param name="batch">The rows.</param>
/// <param name="device">What training runs on.</param>
internal sealed class LabelHead(LabelTask task, TrainableNetwork network, Batch batch, TrainingDevice device)
{
    /// <summary>Predicts labels and compares them, for automatic differentiation.</summary>
    /// <param name="code">The codes. Shape [rows, code size].</param>
    /// <param name="mode">What for.</param>
    /// <param name="losses">See <see cref="Differentiate(ReadOnlySpan{float}, Span{float}, Span{double})"/>.</param>
    /// <returns>A scalar that has the gradient of what is added to the loss, but not its value.</returns>
    internal Tensor Differentiate(Tensor code, PassMode mode, Span<double> losses)
    {
        var predictions = network.PredictLabels(code, mode);
        var gradients = empty(batch.RowCount, task.Loss.OutputSize, ScalarType.Float32, CPU);
        Differentiate(Values(predictions), MemoryMarshal.Cast<byte, float>(gradients.bytes), losses);
        return predictions.mul(device.Bring(gradients)).sum();
    }

    /// <summary>Compares predictions with labels.</summary>
    /// <param name="predictions">What the layer on the code has put out: the numbers of one row after the other.</param>
    /// <param name="gradients">Receives the derivatives of what is added to the loss with respect to them.</param>
    /// <param name="losses">Receives what is added to the loss for labels, the same for pseudo-labels where there may be any, and the
    /// <see cref="LabelSums"/>: sums over rows, by weight.</param>
    internal void Differentiate(ReadOnlySpan<float> predictions, Span<float> gradients, Span<double> losses)
    {
        var size = task.Loss.OutputSize;
        var weights = batch.HostWeights();
        var (pseudoLoss, sums) = (0.0, default(LabelSums));
        for (var row = 0; row < batch.RowCount; row++)
        {
            var gradient = gradients.Slice(row * size, size);
            var output = predictions.Slice(row * size, size);
            var weight = weights.Length == 0 ? 1 : weights[row];
            if (!float.IsNaN(batch.Labels[row]))
            {
                sums += Add(output, batch.Labels[row], weight, task.Weight, gradient);
            }
            else if (!float.IsNaN(batch.PseudoLabels[row]))
            {
                weight *= batch.Trusts[row];
                pseudoLoss += Add(output, batch.PseudoLabels[row], weight, task.PseudoLabelWeight, gradient).Loss;
            }
            else
            {
                gradient.Clear();
            }
        }

        losses[0] = task.Weight * sums.Loss;
        losses[^LabelTask.SumCount] = sums.Loss;
        losses[^2] = sums.Weight;
        losses[^1] = sums.Score;
        if (task.PseudoLabelWeight > 0)
        {
            losses[1] = task.PseudoLabelWeight * pseudoLoss;
        }
    }

    /// <summary>Measures how well labels are predicted from codes.</summary>
    /// <param name="code">Shape [rows, code size].</param>
    internal LabelSums Measure(Tensor code)
    {
        var outputs = Values(network.PredictLabels(code, EvaluationPass.Instance));
        var gradient = new float[task.Loss.OutputSize];
        var weights = batch.HostWeights();
        var sums = default(LabelSums);
        for (var row = 0; row < batch.RowCount; row++)
        {
            if (!float.IsNaN(batch.Labels[row]))
            {
                var output = outputs.AsSpan(row * gradient.Length, gradient.Length);
                sums += Add(output, batch.Labels[row], weights.Length == 0 ? 1 : weights[row], 0, gradient);
            }
        }

        return sums;
    }

    private LabelSums Add(ReadOnlySpan<float> outputs, float label, float weight, double factor, Span<float> gradient)
    {
        var loss = task.Loss.Differentiate(outputs, label, gradient);
        TensorPrimitives.Multiply(gradient, (float)(weight * factor), gradient);
        return new LabelSums(weight * loss, weight, weight * task.Loss.Score(outputs, label));
    }

    private static float[] Values(Tensor tensor)
    {
        using var host = tensor.detach().cpu().contiguous();
        return MemoryMarshal.Cast<byte, float>(host.bytes).ToArray();
    }
}
