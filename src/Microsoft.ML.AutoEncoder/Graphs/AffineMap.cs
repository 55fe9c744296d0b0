namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>An affine map between activations: a dense one, or one that orders, scales and shifts single values.</summary>
/// <remarks>Immutable. Weights that nothing is folded into keep their bits; what is folded is computed in double precision.</remarks>
internal sealed class AffineMap
{
    // Dense: one row per input, and the bias.
    private readonly float[]? _weights;
    private readonly float[]? _bias;

    // Otherwise output j is factor j · input (source j) + offset j; null for the input as it is.
    private readonly int[]? _sources;
    private readonly double[]? _factors;
    private readonly double[]? _offsets;

    private AffineMap(int inputSize, int outputSize) => (InputSize, OutputSize) = (inputSize, outputSize);

    private AffineMap(int inputSize, float[] weights, float[] bias)
        : this(inputSize, bias.Length) => (_weights, _bias) = (weights, bias);

    private AffineMap(int size, int[]? sources, double[]? factors, double[]? offsets)
        : this(size, size) => (_sources, _factors, _offsets) = (sources, factors, offsets);

    internal int InputSize { get; }

    internal int OutputSize { get; }

    /// <summary>The number of values that it consists of.</summary>
    internal long Count => (_weights?.Length ?? 0) + (2L * OutputSize);

    internal bool IsDense => _weights is not null;

    internal bool IsIdentity => _weights is null && _sources is null && _factors is null;

    internal static AffineMap Identity(int size) => new(size, size);

    /// <summary>This map, which is not dense, and then a dense one.</summary>
    internal AffineMap Multiply(float[] weights, float[] bias)
    {
        if (IsIdentity)
        {
            return new AffineMap(InputSize, weights, bias);
        }

        var columns = bias.Length;
        var foldedWeights = new float[weights.Length];
        var foldedBias = Array.ConvertAll(bias, value => (double)value);
        for (var row = 0; row < OutputSize; row++)
        {
            var source = weights.AsSpan(row * columns, columns);
            var destination = foldedWeights.AsSpan((_sources?[row] ?? row) * columns, columns);
            for (var column = 0; column < columns; column++)
            {
                destination[column] = _factors is null ? source[column] : (float)(_factors[row] * source[column]);
                foldedBias[column] += _offsets is null ? 0 : _offsets[row] * source[column];
            }
        }

        return new AffineMap(InputSize, Finite(foldedWeights), Finite(Array.ConvertAll(foldedBias, value => (float)value)));
    }

    internal AffineMap Scale(ReadOnlySpan<double> factors, ReadOnlySpan<double> offsets)
    {
        if (_weights is null)
        {
            var (newFactors, newOffsets) = (new double[OutputSize], new double[OutputSize]);
            for (var i = 0; i < OutputSize; i++)
            {
                newFactors[i] = (_factors?[i] ?? 1) * factors[i];
                newOffsets[i] = ((_offsets?[i] ?? 0) * factors[i]) + offsets[i];
            }

            return new AffineMap(OutputSize, _sources, newFactors, newOffsets);
        }

        var (weights, bias) = (new float[_weights.Length], new float[OutputSize]);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(_weights[i] * factors[i % OutputSize]);
        }

        for (var i = 0; i < OutputSize; i++)
        {
            bias[i] = (float)((_bias![i] * factors[i]) + offsets[i]);
        }

        return new AffineMap(InputSize, Finite(weights), Finite(bias));
    }

    internal AffineMap Permute(ReadOnlySpan<int> sources)
    {
        if (_weights is null)
        {
            var (newSources, newFactors, newOffsets) = (new int[OutputSize], new double[OutputSize], new double[OutputSize]);
            for (var i = 0; i < OutputSize; i++)
            {
                newSources[i] = _sources?[sources[i]] ?? sources[i];
                newFactors[i] = _factors?[sources[i]] ?? 1;
                newOffsets[i] = _offsets?[sources[i]] ?? 0;
            }

            return new AffineMap(OutputSize, newSources, _factors is null ? null : newFactors, _factors is null ? null : newOffsets);
        }

        var (weights, bias) = (new float[_weights.Length], new float[OutputSize]);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = _weights[i - (i % OutputSize) + sources[i % OutputSize]];
        }

        for (var i = 0; i < OutputSize; i++)
        {
            bias[i] = _bias![sources[i]];
        }

        return new AffineMap(InputSize, weights, bias);
    }

    /// <summary>A map that is not dense as a layer between rows and images.</summary>
    /// <exception cref="InvalidDataException">It orders values in another way than such a layer does.</exception>
    internal ImportedLayer ToPixels(TensorShape image, bool isLast, Activation activation)
    {
        var (channels, height, width) = image.Image;
        foreach (var order in Enum.GetValues<PixelOrder>())
        {
            var layer = new PixelLayer(new ImageShape(height, width, channels, order), isLast, activation);
            var places = layer.Places();
            var (weights, biases) = (new float[OutputSize], new float[OutputSize]);
            var isMatch = true;
            for (var i = 0; i < places.Length && isMatch; i++)
            {
                var (source, output) = isLast ? (places[i], i) : (i, places[i]);
                isMatch = (_sources?[output] ?? output) == source;
                (weights[i], biases[i]) = ((float)(_factors?[output] ?? 1), (float)(_offsets?[output] ?? 0));
            }

            if (isMatch)
            {
                return new ImportedLayer(InputSize, OutputSize, Finite(weights), Finite(biases), activation) { OfImages = layer };
            }
        }

        throw new InvalidDataException($"It gives the values of images of {image} another order than that of planes or of pixels.");
    }

    internal ImportedLayer ToLayer(Activation activation) => new(InputSize, OutputSize, _weights!, _bias!, activation);

    private static float[] Finite(float[] values) => FiniteNumbers.AreAll(values)
        ? values
        : throw new InvalidDataException("A scale and the weights that it belongs to have a product that is not finite.");
}
