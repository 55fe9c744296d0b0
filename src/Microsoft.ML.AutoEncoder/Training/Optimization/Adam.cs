using System.Numerics;
using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The optimizer Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015) with the paper's decay rates, and
/// with decoupled weight decay (AdamW; Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019).</summary>
/// <remarks>One pass over the memory does everything, and nothing is allocated in a step.</remarks>
/// <param name="parameterCount">The number of parameters, a multiple of the vector width.</param>
/// <param name="settings">How to train.</param>
internal sealed class Adam(int parameterCount, TrainingSettings settings) : IOptimizer
{
    // What was updated is rounded before it leaves the first-level cache.
    private const int RoundedAtOnce = 1_024;

    internal float FirstMomentDecay { get; } = 0.9f;

    internal float SecondMomentDecay { get; } = 0.999f;

    internal float Epsilon { get; } = 1e-8f;

    /// <summary>The running means of the gradients.</summary>
    internal float[] FirstMoments { get; } = new float[parameterCount];

    /// <summary>The running means of the squared gradients.</summary>
    internal float[] SecondMoments { get; } = new float[parameterCount];

    /// <inheritdoc/>
    public IReadOnlyList<NamedBuffer> Buffers => [new("adam.first_moments", FirstMoments), new("adam.second_moments", SecondMoments)];

    /// <summary>The step size of the current step, with the correction of the first moments.</summary>
    internal float StepSize { get; private set; }

    /// <summary>The correction of the second moments in the current step.</summary>
    internal float SecondMomentScale { get; private set; }

    /// <summary>What weight decay leaves of each parameter in the current step.</summary>
    internal float KeptPart { get; private set; }

    /// <summary>What the gradients of the current step are multiplied by.</summary>
    internal float GradientScale { get; private set; }

    /// <inheritdoc/>
    public void BeginStep(OptimizerStep step)
    {
        StepSize = (float)(step.LearningRate / (1 - Math.Pow(FirstMomentDecay, step.Number)));
        SecondMomentScale = (float)(1 / (1 - Math.Pow(SecondMomentDecay, step.Number)));
        KeptPart = 1 - (step.LearningRate * settings.WeightDecay);
        GradientScale = step.GradientScale;
    }

    /// <inheritdoc/>
    public IDeviceOptimizer CreateTwin(TrainingDevice device) => new DeviceAdam(this, device);

    /// <inheritdoc/>
    public void Update(int start, Span<float> parameters, ReadOnlySpan<float> gradients, Span<ushort> rounded)
    {
        if (rounded.IsEmpty)
        {
            Update(start, parameters, gradients);
            return;
        }

        for (var first = 0; first < parameters.Length; first += RoundedAtOnce)
        {
            var count = Math.Min(RoundedAtOnce, parameters.Length - first);
            Update(start + first, parameters.Slice(first, count), gradients.Slice(first, count));
            BFloat16Numbers.Round(parameters.Slice(first, count), rounded.Slice(first, count));
        }
    }

    private void Update(int start, Span<float> parameters, ReadOnlySpan<float> gradients)
    {
        var firstMoments = FirstMoments.AsSpan(start, parameters.Length);
        var secondMoments = SecondMoments.AsSpan(start, parameters.Length);
        var whole = parameters.Length - (parameters.Length % Vector<float>.Count);
        UpdateVectors(parameters[..whole], gradients[..whole], firstMoments[..whole], secondMoments[..whole]);
        if (whole < parameters.Length)
        {
            UpdateRest(parameters[whole..], gradients[whole..], firstMoments[whole..], secondMoments[whole..]);
        }
    }

    /// <summary>Updates less than a vector by way of whole vectors.</summary>
    private void UpdateRest(Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> firstMoments, Span<float> secondMoments)
    {
        Span<float> values = stackalloc float[Vector<float>.Count];
        Span<float> slopes = stackalloc float[Vector<float>.Count];
        Span<float> first = stackalloc float[Vector<float>.Count];
        Span<float> second = stackalloc float[Vector<float>.Count];
        parameters.CopyTo(values);
        gradients.CopyTo(slopes);
        firstMoments.CopyTo(first);
        secondMoments.CopyTo(second);
        UpdateVectors(values, slopes, first, second);
        values[..parameters.Length].CopyTo(parameters);
        first[..parameters.Length].CopyTo(firstMoments);
        second[..parameters.Length].CopyTo(secondMoments);
    }

    private void UpdateVectors(Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> firstMoments, Span<float> secondMoments)
    {
        var parameterVectors = MemoryMarshal.Cast<float, Vector<float>>(parameters);
        var gradientVectors = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        var firstVectors = MemoryMarshal.Cast<float, Vector<float>>(firstMoments);
        var secondVectors = MemoryMarshal.Cast<float, Vector<float>>(secondMoments);
        var (firstDecay, secondDecay) = (FirstMomentDecay, SecondMomentDecay);
        var epsilon = new Vector<float>(Epsilon);
        var (gradientScale, stepSize, secondMomentScale, keptPart) = (GradientScale, StepSize, SecondMomentScale, KeptPart);
        for (var i = 0; i < parameterVectors.Length; i++)
        {
            var gradient = gradientVectors[i] * gradientScale;
            var first = (firstVectors[i] * firstDecay) + (gradient * (1 - firstDecay));
            var second = (secondVectors[i] * secondDecay) + (gradient * gradient * (1 - secondDecay));
            firstVectors[i] = first;
            secondVectors[i] = second;
            parameterVectors[i] =
                (parameterVectors[i] * keptPart) - (first * stepSize / (Vector.SquareRoot(second * secondMomentScale) + epsilon));
        }
    }
}
