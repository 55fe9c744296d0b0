namespace Microsoft.ML.AutoEncoder;

/// <summary>The function that a layer of the network applies to its sums, element by element.</summary>
/// <remarks>Immutable; two activations of the same kind and with the same parameter are equal.</remarks>
public abstract class Activation
{
    private protected Activation()
    {
    }

    /// <summary>f(x) = x. As the output's activation it sets no bounds to what can be reconstructed.</summary>
    public static Activation Identity => Microsoft.ML.AutoEncoder.Identity.Instance;

    /// <summary>f(x) = max(0, x).</summary>
    public static Activation ReLU => Microsoft.ML.AutoEncoder.ReLU.Instance;

    /// <summary>f(x) = x·Φ(x), where Φ is the distribution function of the standard normal distribution
    /// (Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016). Computed exactly, not by the tanh approximation.</summary>
    public static Activation GELU => Microsoft.ML.AutoEncoder.GELU.Instance;

    /// <summary>f(x) = tanh(x), in [−1, 1].</summary>
    public static Activation Tanh => Microsoft.ML.AutoEncoder.Tanh.Instance;

    /// <summary>f(x) = 1 / (1 + exp(−x)), in [0, 1].</summary>
    public static Activation Sigmoid => Microsoft.ML.AutoEncoder.Sigmoid.Instance;

    /// <summary>f(x) = λ·x for x ≥ 0, λ·α·(exp(x) − 1) below, with λ ≈ 1.0507 and α ≈ 1.6733 (Klambauer,
    /// Unterthiner, Mayr and Hochreiter, "Self-Normalizing Neural Networks", 2017).</summary>
    public static Activation SELU => Microsoft.ML.AutoEncoder.SELU.Instance;

    /// <summary>f(x) = x / (1 + exp(−x)), also called Swish (Elfwing, Uchibe and Doya, "Sigmoid-Weighted Linear Units for Neural
    /// Network Function Approximation in Reinforcement Learning", 2017).</summary>
    public static Activation SiLU => Microsoft.ML.AutoEncoder.SiLU.Instance;

    /// <summary>f(x) = log(1 + exp(x)), positive (Dugas et al., "Incorporating Second-Order Functional Knowledge for Better Option
    /// Pricing", 2001).</summary>
    public static Activation Softplus => Microsoft.ML.AutoEncoder.Softplus.Instance;

    /// <param name="number">The number of a kind.</param>
    /// <param name="parameter">Its parameter; kinds without one ignore it.</param>
    /// <returns>Null if this version knows no such kind.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The parameter is out of its range.</exception>
    internal static Activation? Create(byte number, float parameter) => number switch
    {
        Microsoft.ML.AutoEncoder.Identity.Number => Identity,
        Microsoft.ML.AutoEncoder.ReLU.Number => ReLU,
        Microsoft.ML.AutoEncoder.LeakyReLU.Number => LeakyReLU(parameter),
        Microsoft.ML.AutoEncoder.ELU.Number => ELU(parameter),
        Microsoft.ML.AutoEncoder.GELU.Number => GELU,
        Microsoft.ML.AutoEncoder.Tanh.Number => Tanh,
        Microsoft.ML.AutoEncoder.Sigmoid.Number => Sigmoid,
        Microsoft.ML.AutoEncoder.SELU.Number => SELU,
        Microsoft.ML.AutoEncoder.SiLU.Number => SiLU,
        Microsoft.ML.AutoEncoder.Softplus.Number => Softplus,
        _ => null,
    };

    /// <summary>The least value that the activation can give.</summary>
    internal virtual float Minimum => float.NegativeInfinity;

    /// <summary>The greatest value that the activation can give.</summary>
    internal virtual float Maximum => float.PositiveInfinity;

    /// <summary>Stands for the kind in files: never change one, never use one again.</summary>
    internal abstract byte KindNumber { get; }

    /// <summary>What distinguishes activations of the same kind, where there is anything.</summary>
    internal virtual float? Parameter => null;

    /// <summary>f(x) = x for x ≥ 0, slope·x below (Maas, Hannun and Ng, "Rectifier Nonlinearities Improve Neural Network
    /// Acoustic Models", 2013).</summary>
    /// <param name="slope">The slope for negative x, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="slope"/> is not in [0, 1].</exception>
    public static Activation LeakyReLU(float slope = 0.2f) => new LeakyReLU(slope);

    /// <summary>f(x) = x for x ≥ 0, alpha·(exp(x) − 1) below (Clevert, Unterthiner and Hochreiter, "Fast and Accurate Deep
    /// Network Learning by Exponential Linear Units", 2015).</summary>
    /// <param name="alpha">The value −f(−∞), positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is not positive and finite.</exception>
    public static Activation ELU(float alpha = 1f) => new ELU(alpha);

    /// <summary>The name, with the parameter where there is one: <c>LeakyReLU(0.2)</c>.</summary>
    public sealed override string ToString() =>
        Parameter is { } parameter ? FormattableString.Invariant($"{GetType().Name}({parameter})") : GetType().Name;

    /// <summary>Whether the other activation is the same function.</summary>
    public sealed override bool Equals(object? obj) =>
        obj is Activation other && GetType() == other.GetType() && Parameter == other.Parameter;

    /// <inheritdoc/>
    public sealed override int GetHashCode() => HashCode.Combine(GetType(), Parameter);

    /// <summary>The value that the activation makes this one of; null where there is none, or nobody has asked for it yet.</summary>
    internal virtual float? Invert(float output) => null;

    /// <summary>Applies the activation to each value in place. NaN stays NaN.</summary>
    internal abstract void Apply(Span<float> values);

    /// <summary>Describes the activation as operations of a graph.</summary>
    /// <param name="graph">Takes the operations.</param>
    /// <param name="input">The tensor that it is applied to.</param>
    /// <param name="output">The tensor that receives the result.</param>
    /// <param name="size">The number of values in a row.</param>
    internal abstract void Describe(IGraphBuilder graph, string input, string output, int size);
}
