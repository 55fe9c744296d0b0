namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The passes through a network of dense layers, forward and backward, whose derivatives are known in closed form: matrix products
/// of Torch, everything else in managed code, all of it in memory that stays: that of all threads, or of one.</summary>
/// <remarks>Automatic differentiation makes some 40 nodes and 75 native calls of a step of six layers; here there are as many native calls
/// as products. The gradients are the same up to rounding, which tests compare. The tensors belong to the dispose scope in which the
/// object is created, those of <see cref="GiveFactors"/> to the object.</remarks>
internal sealed class Backpropagation : IDisposable
{
    // Few: for the number of rows of all batches, and of the last one.
    private readonly Dictionary<int, MatrixFactors?[]> _factors = [];

    /// <param name="layout">The layers.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="objective">What is minimised.</param>
    /// <param name="rowCount">How many rows there are at most.</param>
    /// <param name="isInputSparse">Whether the first layer gets rows without their zeros.</param>
    /// <param name="isOfOneThread">See <see cref="IsOfOneThread"/>.</param>
    /// <param name="updatesOutput">See <see cref="UpdatesOutput"/>.</param>
    internal Backpropagation(
        ParameterLayout layout,
        FlatTensor parameters,
        Objective objective,
        int rowCount,
        bool isInputSparse,
        bool isOfOneThread = false,
        bool updatesOutput = false)
    {
        (IsOfOneThread, UpdatesOutput) = (isOfOneThread, updatesOutput);
        Loss = objective.Loss;
        ActsOnCode = objective.ActsOnCode;
        var isRounded = parameters.Rounded is not null;
        Input = isInputSparse ? null : new ProductMatrix(rowCount, layout.Shape.InputSize, isRounded);
        var encoder = new List<BackpropagationLayer>();
        foreach (var twin in layout.Encoder)
        {
            encoder.Add(Create(twin, twin.Layer.Activation, encoder.Count == 0 ? Input : encoder[^1].Outputs, encoder.LastOrDefault()));
        }

        var code = encoder[^1];
        LogVariance = layout.LogVariance is null
            ? null
            : Create(layout.LogVariance, Activation.Identity, code.Input, encoder.ElementAtOrDefault(encoder.Count - 2));
        CodeInput = ActsOnCode ? new ProductMatrix(rowCount, code.Size, isRounded) : code.Outputs!;
        CodeGradients = ActsOnCode ? new ProductMatrix(rowCount, code.Size, isRounded) : code.Gradients;
        var decoder = new List<BackpropagationLayer>();
        foreach (var twin in layout.Decoder)
        {
            var isLast = decoder.Count == layout.Decoder.Length - 1;
            var activation = isLast && Loss.TakesLogits ? Activation.Identity : twin.Layer.Activation;
            decoder.Add(new BackpropagationLayer(
                (DenseTwin)twin,
                parameters,
                activation,
                decoder.Count == 0 ? CodeInput : decoder[^1].Outputs,
                decoder.Count == 0 ? CodeGradients : decoder[^1].Gradients,
                rowCount,
                hasOutputs: !isLast,
                hasGradients: !isLast || !updatesOutput));
        }

        LabelHead = layout.LabelHead is null
            ? null
            : new BackpropagationLayer(
                (DenseTwin)layout.LabelHead, parameters, Activation.Identity, CodeInput, CodeGradients, rowCount);
        (Encoder, Decoder) = ([.. encoder], [.. decoder]);
        Layers = [.. encoder, .. decoder, .. new[] { LogVariance, LabelHead }.OfType<BackpropagationLayer>()];

        BackpropagationLayer Create(LayerTwin twin, Activation activation, ProductMatrix? input, BackpropagationLayer? before) =>
            new((DenseTwin)twin, parameters, activation, input, before?.Gradients, rowCount);
    }

    /// <summary>Whether one thread has the memory to itself: its rows stand at the beginning, wherever they are in the batch.</summary>
    internal bool IsOfOneThread { get; }

    /// <summary>Whether an <see cref="OutputUpdate"/> does the work of the last layer, so that its gradients are not kept.</summary>
    internal bool UpdatesOutput { get; }

    /// <summary>The rows of a batch; null where they are sparse.</summary>
    internal ProductMatrix? Input { get; }

    internal BackpropagationLayer[] Encoder { get; }

    internal BackpropagationLayer[] Decoder { get; }

    /// <summary>The layer beside that of the code; null if there is none.</summary>
    internal BackpropagationLayer? LogVariance { get; }

    /// <summary>The layer on the code that predicts labels; null if there is none.</summary>
    internal BackpropagationLayer? LabelHead { get; }

    /// <summary>All layers in the order of the layout.</summary>
    internal BackpropagationLayer[] Layers { get; }

    /// <summary>What the decoder gets, and the layer that predicts labels.</summary>
    internal ProductMatrix CodeInput { get; }

    /// <summary>The gradients of the loss with respect to that; of the sums of the code's layer, where nothing is between.</summary>
    internal ProductMatrix CodeGradients { get; }

    internal ReconstructionLoss Loss { get; }

    /// <summary>Whether regularizers look at the code, or change it: automatic differentiation finds the gradients of that.</summary>
    internal bool ActsOnCode { get; }

    /// <summary>Whether a training can do without automatic differentiation of its layers.</summary>
    /// <param name="layout">The layers.</param>
    /// <param name="objective">What is minimised.</param>
    internal static bool Covers(ParameterLayout layout, Objective objective) =>
        !objective.NeedsLayers && layout.Layers.All(twin => twin is DenseTwin { Normalization: null });

    public void Dispose()
    {
        foreach (var factors in _factors.Values.SelectMany(factors => factors).OfType<MatrixFactors>())
        {
            factors.Left!.Dispose();
            factors.Right.Dispose();
        }

        _factors.Clear();
    }

    /// <summary>Gives a network the factors of the gradients of all weights, over all rows.
    /// To be called once all threads have made their passes. Layers beside these are left as they are.</summary>
    /// <param name="network">The network of any thread, which must always be the same.</param>
    /// <param name="rowCount">How many rows there are.</param>
    internal void GiveFactors(TrainableNetwork network, int rowCount)
    {
        if (!_factors.TryGetValue(rowCount, out var factors))
        {
            factors = Array.ConvertAll(Layers, layer => HasFactors(layer) ? layer.Factors(rowCount) : null);
            _factors.Add(rowCount, factors);
        }

        foreach (var (layer, factor) in network.Layers.Zip(factors))
        {
            layer.TakeFactors(factor ?? layer.WeightGradientFactors);
        }
    }

    private bool HasFactors(BackpropagationLayer layer) => layer.Input is not null && !(UpdatesOutput && layer == Decoder[^1]);
}
