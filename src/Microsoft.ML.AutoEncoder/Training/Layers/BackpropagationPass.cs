using System.Runtime.InteropServices;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A thread's part of <see cref="Backpropagation"/>: some rows of every matrix.</summary>
/// <remarks>Belongs to the thread that creates it, and its tensors to that thread's dispose scope.</remarks>
internal sealed class BackpropagationPass
{
    private readonly Backpropagation _shared;
    private readonly TrainableNetwork _network;
    private readonly float[] _mask;
    private readonly OutputPass? _output;
    private LayerRows[] _encoder = [];
    private LayerRows[] _decoder = [];
    private LayerRows? _last;
    private LayerRows? _logVariance;
    private LayerRows? _labelHead;
    private int _first;
    private int _count;

    /// <param name="shared">What all threads share.</param>
    /// <param name="network">The network as this thread sees it: it receives the gradients.</param>
    internal BackpropagationPass(Backpropagation shared, TrainableNetwork network)
    {
        (_shared, _network) = (shared, network);
        _output = shared.UpdatesOutput ? null : new OutputPass(shared.Decoder[^1], shared.Loss, network);
        _mask = new float[shared.Layers.Max(layer => layer.Twin.Role.Dropout > 0 ? layer.Size : 0)];
    }

    /// <summary>Whether regularizers look at the code, or change it.</summary>
    internal bool ActsOnCode => _shared.ActsOnCode;

    private LayerRows Code => _encoder[^1];

    /// <summary>Sets the rows that are this thread's. To be called outside of the dispose scope of a step.</summary>
    /// <param name="first">The number of the first one in the batch.</param>
    /// <param name="count">How many there are, at least 1.</param>
    internal void SelectRows(int first, int count)
    {
        if ((first, count) == (_first, _count))
        {
            return;
        }

        Array.ForEach(_encoder, rows => rows.Dispose());
        Array.ForEach(_decoder, rows => rows.Dispose());
        _last?.Dispose();
        _logVariance?.Dispose();
        _labelHead?.Dispose();
        (_first, _count) = (first, count);
        _encoder = Array.ConvertAll(_shared.Encoder, layer => new LayerRows(layer, first, count));
        _decoder = Array.ConvertAll(_shared.Decoder[..^1], layer => new LayerRows(layer, first, count));
        _last = _output is null ? null : new LayerRows(_shared.Decoder[^1], first, count);
        _logVariance = _shared.LogVariance is { } beside ? new LayerRows(beside, first, count) : null;
        _labelHead = _shared.LabelHead is { } head ? new LayerRows(head, first, count) : null;
        _output?.SelectRows(first, count);
    }

    /// <summary>Leads rows through the encoder.</summary>
    /// <param name="sparse">The rows without their zeros; null where they are in <see cref="Backpropagation.Input"/>.</param>
    /// <param name="mode">Has the random numbers.</param>
    /// <returns>The code, and what is beside it, for regularizers to look at and to differentiate.</returns>
    internal EncoderPass Encode(SparseRows? sparse, TrainingPass mode)
    {
        using (no_grad())
        {
            PublishInput();
            foreach (var layer in _encoder)
            {
                Forward(layer, sparse, mode.Random);
            }

            if (_logVariance is not null)
            {
                Forward(_logVariance, sparse, mode.Random);
            }
        }

        return new EncoderPass
        {
            Layers = [],
            Mode = mode,
            Code = Leaf(Code),
            LogVariance = _logVariance is null ? null : Leaf(_logVariance),
        };

        Tensor Leaf(LayerRows layer)
        {
            // A copy: automatic differentiation counts what is written to the memory that all threads share.
            return _shared.ActsOnCode ? layer.Outputs!.clone().requires_grad_() : layer.Outputs!.alias();
        }
    }

    /// <summary>Leads codes through the hidden layers of the decoder.</summary>
    /// <param name="code">What regularizers have made of the code; null where they leave it alone. Shape [rows, code size].</param>
    /// <param name="mode">Has the random numbers.</param>
    internal void DecodeHidden(Tensor? code, TrainingPass mode)
    {
        using var noGradients = no_grad();
        if (code is not null)
        {
            PublishCode(code);
        }

        foreach (var layer in _decoder)
        {
            Forward(layer, null, mode.Random);
        }
    }

    /// <summary>Reconstructs the rows and compares, where no <see cref="OutputUpdate"/> does that, and leads the gradients back through
    /// the last layer.</summary>
    /// <param name="target">The clean rows; null where they are sparse. Shape [rows, input size].</param>
    /// <param name="sparseTarget">The clean rows without their zeros, where the others are null.</param>
    /// <param name="rowWeights">Shape [rows]; null if every row has the weight 1.</param>
    /// <returns>The loss summed over slots and, by weight, over rows.</returns>
    internal double Compare(Tensor? target, SparseRows? sparseTarget, Tensor? rowWeights)
    {
        using var noGradients = no_grad();
        var targets = target is null ? [] : MemoryMarshal.Cast<byte, float>(target.bytes);
        var weights = rowWeights is null ? [] : MemoryMarshal.Cast<byte, float>(rowWeights.bytes);
        return _output!.Compare(_last!, targets, sparseTarget, weights);
    }

    /// <summary>Leads gradients from the last layer's input to the codes.</summary>
    internal void DecodeBackwards()
    {
        using var noGradients = no_grad();
        for (var i = _decoder.Length - 1; i >= 0; i--)
        {
            FinishGradients(_decoder[i], areProducts: true);
            _decoder[i].LeadBack();
        }
    }

    /// <summary>Predicts labels from the codes, and adds the gradients of that to those that the decoder has led back.</summary>
    /// <param name="labels">Compares with the labels.</param>
    /// <param name="mode">Has the random numbers.</param>
    /// <param name="losses">Receives the sums of the comparison.</param>
    internal void LearnLabels(LabelHead labels, TrainingPass mode, Span<double> losses)
    {
        using var noGradients = no_grad();
        var head = _labelHead!;
        Forward(head, null, mode.Random);
        var gradients = head.Layer.Gradients.Open();
        labels.Differentiate(head.Layer.Outputs!.Open().Rows(_first, _count), gradients.Rows(_first, _count), losses);
        FinishGradients(head, areProducts: false);
        head.LeadBack(isSum: true);
    }

    /// <summary>Leads gradients from the codes to the first layer.</summary>
    /// <param name="pass">The code, which was differentiated where regularizers act on it.</param>
    /// <param name="code">What regularizers have made of the code; null where they leave it alone.</param>
    /// <param name="penalty">Their penalties; null: none.</param>
    /// <param name="sparse">The rows that the first layer got, where they are sparse.</param>
    internal void EncodeBackwards(EncoderPass pass, Tensor? code, Tensor? penalty, SparseRows? sparse)
    {
        if (code is not null)
        {
            DifferentiateCode(pass, code, penalty);
        }

        using var noGradients = no_grad();
        FinishGradients(Code, areProducts: code is null);
        if (_logVariance is not null)
        {
            FinishGradients(_logVariance, areProducts: false);
        }

        Code.LeadBack();
        _logVariance?.LeadBack(isSum: true);
        for (var i = _encoder.Length - 2; i >= 0; i--)
        {
            FinishGradients(_encoder[i], areProducts: true);
            _encoder[i].LeadBack();
        }

        if (sparse is not null)
        {
            sparse.SortBySlots();
            _network.Layers[0].TakeFactors(new(null, _encoder[0].SingleGradients) { SparseLeft = sparse });
            if (_encoder.Length == 1 && _logVariance is not null)
            {
                var beside = _network.Layers[_encoder.Length + _shared.Decoder.Length];
                beside.TakeFactors(new(null, _logVariance.SingleGradients) { SparseLeft = sparse });
            }
        }
    }

    private void PublishInput()
    {
        if (_shared.Input is not { } input)
        {
            return;
        }

        var rows = input.Open();
        for (var row = _first; row < _first + _count; row++)
        {
            rows.Put(row);
        }
    }

    private void PublishCode(Tensor code)
    {
        using var copied = _shared.CodeInput.Values.narrow(0, _first, _count).copy_(code);
        var rows = _shared.CodeInput.Open();
        for (var row = _first; row < _first + _count; row++)
        {
            rows.Put(row);
        }
    }

    /// <summary>Automatic differentiation of what regularizers make of the code.</summary>
    private void DifferentiateCode(EncoderPass pass, Tensor code, Tensor? penalty)
    {
        var rows = _shared.CodeGradients.Open();
        for (var row = _first; row < _first + _count; row++)
        {
            rows.Take(row);
        }

        var gradients = _shared.CodeGradients.Values.narrow(0, _first, _count);
        if (penalty is null)
        {
            code.backward([gradients]);
        }
        else
        {
            autograd.backward([code, penalty], [gradients, ones_like(penalty)]);
        }

        // Of layers that regularizers may have put on the code.
        _network.FactorWeightGradients();
        using var noGradients = no_grad();
        Code.SingleGradients.copy_(pass.Code.grad!);
        _logVariance?.SingleGradients.copy_(pass.LogVariance!.grad!);
    }

    private void Forward(LayerRows layer, SparseRows? sparse, StepRandom random)
    {
        var (shared, size) = (layer.Layer, layer.Layer.Size);
        var outputs = shared.Outputs!.Open();
        if (layer.Input is null)
        {
            var sums = outputs.Rows(_first, _count);
            sums.Clear();
            SparseProduct.AddTo(sparse!, shared.SingleWeights, sums, size);
        }
        else
        {
            layer.Sums!.addmm_(layer.Input, shared.Weights, beta: 0, alpha: 1);
        }

        var bias = shared.Bias;
        var activation = ActivationTwin.Of(shared.Activation);
        for (var row = _first; row < _first + _count; row++)
        {
            var values = layer.Input is null ? outputs.Row(row) : outputs.Take(row);
            TensorPrimitives.Add(values, bias, values);
            if (shared.Slopes is not null)
            {
                var slopes = shared.Slopes.AsSpan(row * size, size);
                activation.Activate(shared.Activation, values, slopes);
                DropOut(shared.Twin.Role, row - _first, values, slopes, random);
            }

            outputs.Put(row);
        }
    }

    private void DropOut(LayerRole role, int row, Span<float> values, Span<float> slopes, StepRandom random)
    {
        if (role.Dropout > 0)
        {
            var mask = _mask.AsSpan(0, values.Length);
            random.FillMask(RandomStream.Dropout + role.Number, row, mask, role.Dropout);
            TensorPrimitives.Multiply(values, mask, values);
            TensorPrimitives.Multiply(slopes, mask, slopes);
        }
    }

    /// <summary>Makes of the gradients of a layer's outputs those of its sums, and adds up those of its biases.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="areProducts">Whether a product has just written the gradients.</param>
    private void FinishGradients(LayerRows layer, bool areProducts)
    {
        var (shared, size) = (layer.Layer, layer.Layer.Size);
        var gradients = shared.Gradients.Open();
        var biasGradients = shared.BiasGradients(_network);
        for (var row = _first; row < _first + _count; row++)
        {
            var values = areProducts ? gradients.Take(row) : gradients.Row(row);
            if (shared.Slopes is not null)
            {
                TensorPrimitives.Multiply(values, shared.Slopes.AsSpan(row * size, size), values);
            }

            TensorPrimitives.Add(biasGradients, values, biasGradients);
            gradients.Put(row);
        }
    }
}
