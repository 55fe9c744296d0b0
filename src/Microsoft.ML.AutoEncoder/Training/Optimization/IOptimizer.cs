namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Makes steps out of gradients, in the host's memory, and owns what it has to remember from one step to the next.</summary>
internal interface IOptimizer
{
    /// <summary>What the optimizer remembers: its own part of a training's state.</summary>
    IReadOnlyList<NamedBuffer> Buffers { get; }

    /// <summary>Begins a step, of which any number of threads may then update parts. May be called again before that: clipping changes
    /// the scale.</summary>
    void BeginStep(OptimizerStep step);

    /// <summary>Moves part of the parameters against their gradients.</summary>
    /// <param name="start">The number of the part's first parameter.</param>
    /// <param name="parameters">The part's parameters.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="rounded">Receives the parameters in bfloat16; empty where nobody wants them.</param>
    void Update(int start, Span<float> parameters, ReadOnlySpan<float> gradients, Span<ushort> rounded);

    /// <summary>Creates the twin that does the same on a device with memory of its own, and begins with what is in
    /// <see cref="Buffers"/>.</summary>
    IDeviceOptimizer CreateTwin(TrainingDevice device);
}
