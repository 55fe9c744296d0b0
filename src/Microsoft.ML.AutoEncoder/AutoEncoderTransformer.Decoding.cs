namespace Microsoft.ML.AutoEncoder;

public sealed partial class AutoEncoderTransformer
{
    /// <summary>Creates a transformer of its own from the decoder: it reconstructs rows from a column of codes, wherever they come from. It is
    /// saved and loaded like any other, and works on when this model is disposed.</summary>
    /// <param name="outputColumnName">The column that receives the reconstruction: a vector of <see cref="InputSize"/> values of type
    /// <see cref="float"/>.</param>
    /// <param name="inputColumnName">The column of the codes: a vector of <see cref="CodeSize"/> values of type <see cref="float"/>. Null stands
    /// for this model's output column.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public AutoEncoderDecoderTransformer CreateDecoder(string outputColumnName, string? inputColumnName = null)
    {
        CheckName(outputColumnName, nameof(outputColumnName));
        CheckName(inputColumnName ?? _columns.Code, nameof(inputColumnName));
        return new AutoEncoderDecoderTransformer(Host, outputColumnName, inputColumnName ?? _columns.Code, Network);
    }

    /// <summary>Walks from one row to another through the space of codes: encodes both, goes from one code to the other in equal steps, and
    /// decodes each.</summary>
    /// <param name="first">The row where the walk starts: <see cref="InputSize"/> values.</param>
    /// <param name="second">The row where it ends: <see cref="InputSize"/> values.</param>
    /// <param name="steps">The number of reconstructions, at least 2: the first is that of <paramref name="first"/>, the last that of
    /// <paramref name="second"/>.</param>
    /// <returns>The reconstructions, each of <see cref="InputSize"/> values.</returns>
    /// <exception cref="ArgumentException">A span does not have the length that it must have.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two steps.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public float[][] Interpolate(ReadOnlySpan<float> first, ReadOnlySpan<float> second, int steps)
    {
        CheckLength(first.Length, InputSize);
        CheckLength(second.Length, InputSize);
        if (steps < 2)
        {
            throw Host.Process(new ArgumentOutOfRangeException(nameof(steps), steps, "A walk from one row to another has at least 2 steps."));
        }

        var network = Network;
        var (start, end, code) = (new float[CodeSize], new float[CodeSize], new float[CodeSize]);
        network.Encoder.Forward(first, start);
        network.Encoder.Forward(second, end);
        var reconstructions = new float[steps][];
        for (var step = 0; step < steps; step++)
        {
            var part = step / (float)(steps - 1);
            for (var i = 0; i < code.Length; i++)
            {
                code[i] = ((1 - part) * start[i]) + (part * end[i]);
            }

            reconstructions[step] = new float[InputSize];
            network.Decoder.Forward(code, reconstructions[step]);
        }

        return reconstructions;
    }

    private void CheckName(string name, string parameter)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw Host.Process(new ArgumentException("The column needs a name.", parameter));
        }
    }
}
