namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Operators that multiply a row by a matrix.</summary>
internal static class DenseOperators
{
    internal static Signal Gemm(OnnxOperation operation)
    {
        var alpha = operation.Number("alpha", 1f);
        var beta = operation.Number("beta", 1f);
        if (operation.WholeNumber("transA", 0) != 0)
        {
            throw new InvalidDataException("It exchanges rows and columns of its input (transA), which no dense layer does.");
        }

        var weights = Matrix(operation, operation.Numbers(1), operation.WholeNumber("transB", 0) != 0);
        var outputSize = weights.Shape[1];
        var bias = operation.Has(2) ? Broadcast(operation.Numbers(2), outputSize) : new float[outputSize];
        return Multiply(operation, Scaled(operation, weights.Numbers!, alpha), Scaled(operation, bias, beta));
    }

    internal static Signal MatMul(OnnxOperation operation)
    {
        if (!operation.IsSignal(0))
        {
            throw new InvalidDataException(
                "It multiplies a matrix by its input. A dense layer multiplies its input by a matrix: exchange the two.");
        }

        var weights = Matrix(operation, operation.Numbers(1), isTransposed: false);
        return Multiply(operation, weights.Numbers!, new float[weights.Shape[1]]);
    }

    /// <summary>y = scale · (x − mean) / √(variance + epsilon) + bias, as it stands after training.</summary>
    internal static Signal NormalizeBatch(OnnxOperation operation)
    {
        var epsilon = operation.Number("epsilon", 1e-5f);
        operation.Ignore("momentum", "spatial");
        if (operation.WholeNumber("training_mode", 0) != 0)
        {
            throw new InvalidDataException("It normalizes by the rows at hand (training_mode). Export the model in evaluation mode.");
        }

        var size = operation.Numbers(1).Count;
        var (scale, bias) = (Broadcast(operation.Numbers(1), size), Broadcast(operation.Numbers(2), size));
        var (mean, variance) = (Broadcast(operation.Numbers(3), size), Broadcast(operation.Numbers(4), size));
        var signal = operation.Signal(0).WithSize(size);
        if (signal.RowShape is not [_])
        {
            throw new InvalidDataException(
                "It normalizes rows of more than one dimension, by channels. A chain of dense layers has one dimension.");
        }

        var (factors, offsets) = (new double[size], new double[size]);
        for (var i = 0; i < size; i++)
        {
            factors[i] = scale[i] / Math.Sqrt((double)variance[i] + epsilon);
            offsets[i] = bias[i] - (factors[i] * mean[i]);
            if (!double.IsFinite(factors[i]))
            {
                throw new InvalidDataException($"Its variance {variance[i]} has no square root to divide by.");
            }
        }

        return Scale(operation, signal, factors, offsets);
    }

    /// <summary>scikit-learn's StandardScaler and its like: (x − offset) · scale.</summary>
    internal static Signal Scaler(OnnxOperation operation)
    {
        var offset = operation.Numbers("offset") ?? [0f];
        var scale = operation.Numbers("scale") ?? [1f];
        var size = operation.Signal(0).Size ?? Math.Max(offset.Length, scale.Length);
        offset = Broadcast(new ConstantTensor([offset.Length], offset), size);
        scale = Broadcast(new ConstantTensor([scale.Length], scale), size);
        var factors = Array.ConvertAll(scale, value => (double)value);
        return Scale(operation, operation.Signal(0).WithSize(size), factors, [.. offset.Zip(factors, (value, factor) => -value * factor)]);
    }

    internal static Signal Scale(OnnxOperation operation, Signal signal, double[] factors, double[] offsets)
    {
        var chain = signal.Applied();
        operation.Charge(chain.EndCount);
        return new Signal(chain.Scale(factors, offsets), ScalarFunction.Value, signal.RowShape);
    }

    /// <summary>One value per output from a tensor that is broadcast to rows.</summary>
    internal static float[] Broadcast(ConstantTensor tensor, int size)
    {
        if (tensor.Numbers!.Length == size && (size == 1 || tensor.Shape[^1] == size))
        {
            return tensor.Numbers;
        }

        if (tensor.Count != 1)
        {
            throw new InvalidDataException($"A constant of the shape {tensor.ShapeText} does not fit rows of {size} values.");
        }

        var values = new float[size];
        Array.Fill(values, tensor.Numbers[0]);
        return values;
    }

    private static ConstantTensor Matrix(OnnxOperation operation, ConstantTensor tensor, bool isTransposed)
    {
        if (tensor.Shape is not [> 0, > 0])
        {
            throw new InvalidDataException($"Its weights have the shape {tensor.ShapeText}, which is not that of a matrix.");
        }

        if (!isTransposed)
        {
            return tensor;
        }

        operation.Charge(tensor.Count);
        return tensor.Transposed();
    }

    private static float[] Scaled(OnnxOperation operation, float[] values, float factor)
    {
        if (factor == 1)
        {
            return values;
        }

        operation.Charge(values.Length);
        return Array.ConvertAll(values, value => value * factor);
    }

    private static Signal Multiply(OnnxOperation operation, float[] weights, float[] bias)
    {
        var signal = operation.Signal(0).WithSize(weights.Length / bias.Length);
        if (signal.RowShape is { } shape && shape[^1] != signal.Size)
        {
            throw new InvalidDataException(
                $"It multiplies rows of the shape {ConstantTensor.Describe(shape)} by a matrix. A chain of dense layers has one " +
                "dimension: flatten before.");
        }

        operation.Charge(weights.Length + (2L * bias.Length));
        var chain = signal.Complete().Multiply(weights, bias);
        var rowShape = signal.RowShape is { Length: > 1 } rows ? rows.SetItem(rows.Length - 1, chain.Size) : [chain.Size];
        return new Signal(chain, ScalarFunction.Value, rowShape);
    }
}
