using System.Runtime.CompilerServices;

namespace Microsoft.ML.AutoEncoder;

/// <content>Many rows in one call.</content>
public sealed partial class AutoEncoderTransformer
{
    /// <summary>Computes the codes of many rows, each the same bits as <see cref="Encode(ReadOnlySpan{float}, Span{float})"/> gives, in
    /// less time. On the caller's thread; any number of threads may call this at once.</summary>
    /// <param name="rows">The rows, one after the other: <paramref name="rowCount"/> × <see cref="InputSize"/> values.</param>
    /// <param name="rowCount">How many rows; may be 0.</param>
    /// <param name="codes">Receives the codes, one after the other: <paramref name="rowCount"/> × <see cref="CodeSize"/> values.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowCount"/> is negative.</exception>
    /// <exception cref="ArgumentException">A span does not have the length that it must have.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public void Encode(ReadOnlySpan<float> rows, int rowCount, Span<float> codes)
    {
        CheckRows(rowCount, rows.Length, InputSize);
        CheckRows(rowCount, codes.Length, CodeSize);
        Network.Encoder.ForwardRows(rows, rowCount, codes);
    }

    /// <summary>Computes the reconstructions that belong to many codes, each the same bits as
    /// <see cref="Decode(ReadOnlySpan{float}, Span{float})"/> gives, in less time.</summary>
    /// <param name="codes">The codes, one after the other: <paramref name="rowCount"/> × <see cref="CodeSize"/> values.</param>
    /// <param name="rowCount">How many codes; may be 0.</param>
    /// <param name="reconstructions">Receives the reconstructions, one after the other: <paramref name="rowCount"/> ×
    /// <see cref="InputSize"/> values.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowCount"/> is negative.</exception>
    /// <exception cref="ArgumentException">A span does not have the length that it must have.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public void Decode(ReadOnlySpan<float> codes, int rowCount, Span<float> reconstructions)
    {
        CheckRows(rowCount, codes.Length, CodeSize);
        CheckRows(rowCount, reconstructions.Length, InputSize);
        Network.Decoder.ForwardRows(codes, rowCount, reconstructions);
    }

    private void CheckRows(int rowCount, int length, int size, [CallerArgumentExpression(nameof(length))] string span = "")
    {
        if (rowCount < 0)
        {
            throw Host.Process(new ArgumentOutOfRangeException(nameof(rowCount), rowCount, "There cannot be fewer than 0 rows."));
        }

        if (length != (long)rowCount * size)
        {
            var parameter = span.Split('.')[0];
            throw Host.Process(new ArgumentException(
                $"The {parameter} must have {rowCount} × {size} values, but have {length}.", parameter));
        }
    }
}
