using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A dense layer in training.</summary>
/// <remarks>Automatic differentiation finds the gradients of everything but the product with the weights; see <see cref="GradientReducer"/>.</remarks>
/// <param name="weights">Shape [input size, output size]; transposed where they are tied.</param>
/// <param name="areTied">Whether the weights are those of an encoder's layer.</param>
/// <param name="bias">Shape [output size].</param>
/// <param name="normalization">Null: none.</param>
/// <param name="activation">Applied to the sums.</param>
/// <param name="dropout">The part of the values that is set to 0 in training, in [0, 1).</param>
/// <param name="number">The number of the layer in the network.</param>
internal sealed class TrainableLayer(
    Tensor weights, bool areTied, Tensor bias, BatchNormalization? normalization, Activation activation, float dropout, int number)
{
    private readonly Tensor _constantWeights = areTied ? weights.detach().t() : weights.detach();
    private Tensor? _input;
    private Tensor? _product;

    /// <summary>Shape [input size, output size].</summary>
    internal Tensor Weights => areTied ? weights.t() : weights;

    internal Activation Activation => activation;

    /// <summary>Null: the layer is not normalised.</summary>
    internal BatchNormalization? Normalization => normalization;

    /// <summary>After <see cref="FactorWeightGradient"/>, and until <see cref="Forget"/>: two matrices, the product of which is the gradient of the weights by way of
    /// the product. Null where the layer had no part in the loss.</summary>
    internal MatrixFactors? WeightGradientFactors { get; private set; }

    /// <param name="input">Shape [rows, input size].</param>
    /// <param name="mode">What for.</param>
    internal LayerPass Forward(Tensor input, PassMode mode)
    {
        var isTraining = mode is TrainingPass;
        var product = normalization is null ? bias.addmm(input, _constantWeights, 1, 1) : input.mm(_constantWeights);
        if (isTraining)
        {
            Watch(input, product);
        }

        var sums = normalization is null ? product : normalization.Apply(product, bias, isTraining);
        var activations = TorchActivation.Apply(activation, sums);
        var mask = dropout > 0 && isTraining ? mode.Random.Mask(RandomStream.Dropout + number, (int)activations.shape[1], dropout) : null;
        return new LayerPass(this, sums, activations, mask);
    }

    /// <summary>Takes what automatic differentiation has found.</summary>
    internal void FactorWeightGradient()
    {
        if (_product?.grad is { } gradient)
        {
            WeightGradientFactors = areTied ? new(gradient.t(), _input!) : new(_input!.t(), gradient);
        }
    }

    /// <summary>Lets go of the last pass.</summary>
    internal void Forget() => (_input, _product, WeightGradientFactors) = (null, null, null);

    private void Watch(Tensor input, Tensor product)
    {
        (_input, _product) = (input, product);
        if (product.requires_grad)
        {
            product.retain_grad();
        }
        else
        {
            product.requires_grad_();
        }
    }
}
