using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>An activation as Torch computes it. One file in this folder for each, and one line in <see cref="All"/>.</summary>
internal abstract class ActivationTwin
{
    private static readonly ActivationTwin[] All =
    [
        new IdentityTwin(), new ReLUTwin(), new LeakyReLUTwin(), new ELUTwin(), new GELUTwin(), new TanhTwin(), new SigmoidTwin(),
        new SELUTwin(), new SiLUTwin(), new SoftplusTwin(),
    ];

    private static readonly Dictionary<Type, ActivationTwin> ByType = All.ToDictionary(twin => twin.ActivationType);

    private protected abstract Type ActivationType { get; }

    /// <exception cref="NotSupportedException">The activation has no twin.</exception>
    internal static ActivationTwin Of(Activation activation) => ByType.TryGetValue(activation.GetType(), out var twin)
        ? twin
        : throw new NotSupportedException($"The activation {activation} has no twin in Training/Layers/Activations.");

    /// <summary>Applies an activation. Not in place: the gradient with respect to the pre-activations is asked for.</summary>
    internal abstract Tensor Apply(Activation activation, Tensor preActivations);

    /// <summary>The derivative, as a function that can itself be differentiated.</summary>
    /// <param name="activation">The activation f.</param>
    /// <param name="preActivations">Its input z.</param>
    /// <param name="outputs">Its output f(z).</param>
    /// <returns>f'(z) element by element; null if it is 1 everywhere.</returns>
    internal abstract Tensor? Derivative(Activation activation, Tensor preActivations, Tensor outputs);

    /// <summary>Applies an activation to values in the host's memory, and tells its derivative there, which
    /// <see cref="Derivative"/> gives too.</summary>
    /// <param name="activation">The activation f.</param>
    /// <param name="values">z, and f(z) afterwards.</param>
    /// <param name="slopes">Receives f'(z), as many values.</param>
    internal abstract void Activate(Activation activation, Span<float> values, Span<float> slopes);

    /// <summary>1 where a value is positive and 0 elsewhere, which no gradient goes through.</summary>
    private protected static Tensor IsPositive(Tensor values) => values.detach().relu().sign();
}
