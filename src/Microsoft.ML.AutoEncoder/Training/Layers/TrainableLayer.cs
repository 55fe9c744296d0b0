using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A layer as Torch computes it for one thread: a product with weights, a bias, normalisation, activation and dropout.</summary>
/// <param name="bias">Shape [units]; null where there is none.</param>
/// <param name="normalization">Null: none.</param>
/// <param name="activation">Applied to the sums.</param>
/// <param name="role">What the layer is in the network.</param>
internal abstract class TrainableLayer(Tensor? bias, BatchNormalization? normalization, Activation activation, LayerRole role)
{
    internal Activation Activation => activation;

    /// <summary>Null: the layer is not normalised.</summary>
    internal BatchNormalization? Normalization => normalization;

    /// <summary>The weights in bfloat16, as they stand among the parameters, for products in training; null: products take the weights
    /// themselves.</summary>
    internal Tensor? RoundedWeights { get; set; }

    /// <summary>After <see cref="FactorWeightGradient"/>, and until <see cref="Forget"/>: two matrices, the product of which is
    /// the gradient of the weights by way of the product. Null where the layer had no part in the loss.</summary>
    internal MatrixFactors? WeightGradientFactors { get; private protected set; }

    internal LayerPass Forward(LayerInput input, PassMode mode)
    {
        var isTraining = mode is TrainingPass;
        var summand = normalization is null ? bias : null;
        var product = input.SparseRows is { } rows ? Multiply(rows, summand, isTraining) : Multiply(input.Values!, summand, isTraining);
        var preActivations = normalization is null ? product : Normalize(normalization, product, bias!, isTraining);
        var outputs = ActivationTwin.Of(activation).Apply(activation, preActivations);
        var mask = role.Dropout > 0 && isTraining
            ? Mask(mode.Random, RandomStream.Dropout + role.Number, (int)outputs.shape[1], role.Dropout)
            : null;
        return new LayerPass(this, preActivations, outputs, mask);
    }

    /// <summary>Makes what computes the layer and a loss tile by tile.</summary>
    /// <param name="loss">Compares the outputs with rows.</param>
    /// <param name="capacity">How many rows there are at most.</param>
    /// <param name="differentiates">Whether gradients will be asked for.</param>
    internal virtual TiledOutput CreateTiledOutput(ReconstructionLoss loss, int capacity, bool differentiates) =>
        throw new NotSupportedException("This kind of layer is not compared with sparse rows.");

    /// <summary>Takes the factors of the gradients of the weights that somebody has computed.</summary>
    internal void TakeFactors(MatrixFactors? factors) => WeightGradientFactors = factors;

    /// <summary>Takes the gradients of the sums that somebody has computed.</summary>
    /// <param name="input">What the layer was given. Shape [rows, input size].</param>
    /// <param name="sumGradients">Shape [rows, output size].</param>
    internal virtual void TakeSumGradients(Tensor input, Tensor sumGradients) =>
        throw new NotSupportedException("This kind of layer is not compared with sparse rows.");

    /// <summary>For each unit the sum of its squared weights, as a function of the weights.</summary>
    /// <returns>Shape [units].</returns>
    internal abstract Tensor SquaredWeightNorms();

    /// <summary>Leads vectors backwards through the product:
    /// multiplies them by the derivatives of the sums with respect to the input.</summary>
    /// <param name="vector">Shape [rows, output size].</param>
    /// <returns>Shape [rows, input size].</returns>
    internal abstract Tensor ThroughWeights(Tensor vector);

    /// <summary>Takes what automatic differentiation has found.</summary>
    internal abstract void FactorWeightGradient();

    /// <summary>Lets go of the last pass.</summary>
    internal virtual void Forget() => WeightGradientFactors = null;

    /// <summary>Multiplies by the weights.</summary>
    /// <param name="input">Shape [rows, input size].</param>
    /// <param name="summand">Added to the products; null for nothing. Shape [units].</param>
    /// <param name="isTraining">Whether gradients will be asked for.</param>
    private protected abstract Tensor Multiply(Tensor input, Tensor? summand, bool isTraining);

    /// <summary>Normalises sums.</summary>
    /// <param name="statistics">What with.</param>
    /// <param name="product">Shape [rows, output size].</param>
    /// <param name="shift">Added afterwards. Shape [units].</param>
    /// <param name="isTraining">Whether the rows' own statistics count.</param>
    private protected virtual Tensor Normalize(BatchNormalization statistics, Tensor product, Tensor shift, bool isTraining) =>
        statistics.Apply(product, shift, isTraining);

    /// <summary>What outputs are multiplied by in dropout.</summary>
    /// <param name="random">The rows' random numbers.</param>
    /// <param name="purpose">What they are for.</param>
    /// <param name="size">The output size.</param>
    /// <param name="zeros">The part of the zeros, in [0, 1).</param>
    /// <returns>Shape [rows, output size].</returns>
    private protected virtual Tensor Mask(StepRandom random, RandomStream purpose, int size, float zeros) =>
        random.Mask(purpose, size, zeros);

    private protected virtual Tensor Multiply(SparseRows input, Tensor? summand, bool isTraining) =>
        throw new NotSupportedException("This kind of layer does not take sparse rows.");
}
