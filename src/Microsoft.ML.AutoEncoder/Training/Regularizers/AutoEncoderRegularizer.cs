using Microsoft.ML.AutoEncoder.Training;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What training wants of a network besides good reconstructions: that makes a sparse, denoising, contractive or
/// variational autoencoder of it.</summary>
/// <remarks>
/// Immutable. Several can be combined where they make sense together; the estimator refuses other combinations. A penalty belongs
/// to a row: training minimises the row's reconstruction loss, summed over its slots, plus the row's penalties, each times its weight.
/// </remarks>
public abstract class AutoEncoderRegularizer
{
    private protected AutoEncoderRegularizer()
    {
    }

    /// <summary>How the regularizer is called in <see cref="EpochMetrics.Penalties"/>: <c>L1Sparsity</c>,
    /// <c>KlSparsity</c> and so on.</summary>
    public string Name => GetType().Name;

    /// <summary>What was chosen, by the names of the method that creates it. Everything that makes a difference is here.</summary>
    internal abstract IReadOnlyCollection<(string Name, object Value)> Parameters { get; }

    /// <summary>Whether there is a penalty.</summary>
    internal virtual bool HasPenalty => false;

    /// <summary>Whether the penalty needs the mean of the code over the whole batch.</summary>
    internal virtual bool NeedsMeanCode => false;

    /// <summary>Whether the penalty is a function of the weights themselves, and not only of what the layers make of rows.</summary>
    internal virtual bool ReachesWeights => false;

    /// <summary>Whether the penalty looks at what single layers make of rows, and not only at the code and what is beside it.</summary>
    internal virtual bool NeedsLayers => false;

    /// <summary>Whether there is a penalty, or the decoder gets something else than the code.</summary>
    internal virtual bool ActsOnCode => HasPenalty;

    /// <summary>Whether the network needs a layer beside that of the code.</summary>
    internal virtual bool NeedsLogVariance => false;

    /// <summary>The noise at the input; null for none.</summary>
    internal virtual Corruption? Corruption => null;

    /// <summary>What is made of a row before it is a target; null if it stays as it is.</summary>
    internal virtual Corruption? RowChange => null;

    /// <summary>All that changes rows.</summary>
    internal IEnumerable<Corruption> Changes => new[] { RowChange, Corruption }.OfType<Corruption>();

    /// <summary>The images that what changes rows expects them to be; none where it knows no pixels.</summary>
    internal IEnumerable<ImageShape> ImageShapes => Changes.SelectMany(change => change.ImageShapes);

    /// <summary>How many units of the code may differ from 0, at scoring too; null for all.</summary>
    internal virtual int? ActiveCodeUnits => null;

    /// <summary>Whether it wants something of each unit of the code, so that turning the code would undo it.</summary>
    internal virtual bool GivesUnitsMeaning => false;

    /// <summary>Whether the penalty draws the codes to the standard normal distribution.</summary>
    internal virtual bool HasStandardNormalPrior => false;

    /// <summary>Penalises the sum of the absolute values of the code, weight·Σ|cⱼ|, which drives units that explain little to 0.</summary>
    /// <param name="weight">The weight, positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> is not positive and finite.</exception>
    public static AutoEncoderRegularizer L1Sparsity(float weight) => new L1Sparsity(weight);

    /// <summary>Penalises units of the code whose mean activation differs from a target: weight·Σ KL(ρ‖ρ̂ⱼ), with KL(ρ‖ρ̂) =
    /// ρ·log(ρ/ρ̂) + (1 − ρ)·log((1 − ρ)/(1 − ρ̂)) (Ng, "Sparse autoencoder", CS294A lecture notes, 2011). ρ̂ⱼ is the mean of
    /// unit j over all rows of a batch, by their weights, on any number of threads.
    /// Needs <see cref="Activation.Sigmoid"/> as the activation of the code.</summary>
    /// <param name="targetActivation">The target ρ, in (0, 1), usually small.</param>
    /// <param name="weight">The weight, positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static AutoEncoderRegularizer KlSparsity(float targetActivation = 0.05f, float weight = 1f) =>
        new KlSparsity(targetActivation, weight);

    /// <summary>Keeps the k largest units of each code and sets the others to 0, in training and at scoring (Makhzani and Frey,
    /// "k-Sparse Autoencoders", 2014). Of equal units the one with the lower index is kept.</summary>
    /// <param name="k">How many units are kept, at least 1 and at most the size of the code.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is less than 1.</exception>
    public static AutoEncoderRegularizer TopKSparsity(int k) => new TopKSparsity(k);

    /// <summary>Adds noise to the rows that the network sees in training, while it has to reconstruct the clean ones (Vincent et
    /// al., "Stacked Denoising Autoencoders", JMLR 11, 2010). There is no noise at scoring,
    /// nor where the validation loss is measured.</summary>
    /// <param name="noise">The noise.</param>
    /// <exception cref="ArgumentNullException"><paramref name="noise"/> is null.</exception>
    public static AutoEncoderRegularizer Denoising(Corruption noise) => new Denoising(noise);

    /// <summary>Makes another row of each row, anew in each epoch, and lets the network reconstruct that one: as if there were many more
    /// rows. <see cref="Corruption.Distortion"/> of images, with little of each change, keeps a large network from learning the images
    /// themselves. What is changed is what <see cref="Denoising"/> adds its noise to. Nothing is changed at scoring,
    /// nor where the validation loss is measured.</summary>
    /// <param name="change">The change, such that rows remain what rows are.</param>
    /// <exception cref="ArgumentNullException"><paramref name="change"/> is null.</exception>
    public static AutoEncoderRegularizer Augmentation(Corruption change) => new Augmentation(change);

    /// <summary>Penalises the squared Frobenius norm of the derivatives of the code with respect to the input, weight·‖∂c/∂x‖²:
    /// the code should change little where the input does (Rifai et al., "Contractive Auto-Encoders", ICML 2011).</summary>
    /// <remarks>The norm is exact for an encoder without hidden layers. With hidden layers it is an unbiased estimate,
    /// ‖vᵀ·∂c/∂x‖² with a new random vector v of −1 and 1 for each row and step (Hutchinson, "A stochastic estimator of the trace
    /// of the influence matrix", 1990), which costs about as much as another pass through the encoder. The derivatives are those
    /// at the row that the network sees, noise included.</remarks>
    /// <param name="weight">The weight, positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> is not positive and finite.</exception>
    public static AutoEncoderRegularizer Contractive(float weight) => new Contractive(weight);

    /// <summary>Makes a variational autoencoder (Kingma and Welling, "Auto-Encoding Variational Bayes", 2014; with another weight
    /// than 1 a β-VAE, Higgins et al., 2017): the encoder gives the mean and the variance of a normal distribution, the decoder
    /// gets a sample of it, and beta·KL(N(mean, variance)‖N(0, 1)) is the penalty. The code of the fitted model is always the
    /// mean. Needs <see cref="Activation.Identity"/> as the activation of the code.</summary>
    /// <remarks>The logarithms of the variances are kept in (−10, 10) by 10·tanh(x/10). With
    /// <see cref="ReconstructionLoss.BinaryCrossEntropy"/> and beta 1 the total loss is the negative evidence lower bound of a
    /// row, divided by the number of slots in reports; the squared error stands for a normal distribution with variance ½.</remarks>
    /// <param name="beta">The weight of the divergence, at least 0 and finite.</param>
    /// <param name="warmUpEpochs">During how many epochs the weight rises linearly from 0 to <paramref name="beta"/>;
    /// may be a fraction, and 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static AutoEncoderRegularizer Variational(float beta = 1f, float warmUpEpochs = 0f) => new Variational(beta, warmUpEpochs);

    /// <summary>The name, with all that was chosen: <c>L1Sparsity(weight: 0.01)</c>. The same in every culture.</summary>
    public sealed override string ToString() => SettingText.Of(this, Parameters);

    /// <summary>Whether the other one is of the same kind, and all that was chosen is the same.</summary>
    public sealed override bool Equals(object? obj) => obj is AutoEncoderRegularizer other && ToString() == other.ToString();

    /// <inheritdoc/>
    public sealed override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>What the penalty is multiplied by.</summary>
    /// <param name="epochs">How many epochs are done, with the part of the current one that is.</param>
    internal virtual float Weight(double epochs) => 0;

    /// <summary>The penalty of each row, before it is multiplied by its weight.</summary>
    /// <returns>Shape [rows].</returns>
    internal virtual Tensor Penalty(EncoderPass pass) => throw new NotSupportedException($"{Name} has no penalty.");

    /// <summary>What the decoder gets for the code.</summary>
    /// <param name="code">The code, maybe transformed already. Shape [rows, code size].</param>
    /// <param name="pass">What the encoder made of the rows.</param>
    internal virtual Tensor TransformCode(Tensor code, EncoderPass pass) => code;

    /// <summary>Why this does not fit the other options, as the second half of a sentence; null if it does.</summary>
    internal virtual string? FindConflict(TrainingSettings settings) => null;

    /// <summary>Why this does not fit another regularizer, as the second half of a sentence; null if it does.</summary>
    internal virtual string? FindConflict(AutoEncoderRegularizer other) => null;

    private protected static float CheckWeight(float weight) => weight > 0f && float.IsFinite(weight)
        ? weight
        : throw new ArgumentOutOfRangeException(nameof(weight), weight, "The weight of a penalty must be positive and finite.");
}
