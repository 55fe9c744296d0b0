using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A matrix in the host's memory that matrix products read or write: values in single precision, which are the operand of the
/// products themselves or have a copy in bfloat16 for them.</summary>
/// <remarks>It stays as long as the training; each thread works on rows of its own. The tensors belong to the dispose scope in which the
/// object is created.</remarks>
/// <param name="rowCount">The number of rows.</param>
/// <param name="columnCount">The number of columns.</param>
/// <param name="isRounded">Whether products work on a copy in bfloat16.</param>
internal sealed class ProductMatrix(int rowCount, int columnCount, bool isRounded)
{
    private readonly Tensor? _rounded = isRounded ? zeros(rowCount, columnCount, dtype: ScalarType.BFloat16, device: CPU) : null;

    /// <summary>Whether products work on a copy in bfloat16.</summary>
    internal bool IsRounded => _rounded is not null;

    /// <summary>The values. Shape [rows, columns].</summary>
    internal Tensor Values { get; } = zeros(rowCount, columnCount, dtype: ScalarType.Float32, device: CPU);

    /// <summary>What products read and write. The same shape.</summary>
    internal Tensor Operand => _rounded ?? Values;

    /// <summary>Some rows of <see cref="Operand"/>, seen as a matrix.</summary>
    internal Tensor Rows(int first, int count) => Operand.narrow(0, first, count);

    /// <summary>Gives access to the rows, for as long as the caller's method runs.</summary>
    internal RowAccess Open() => new(
        MemoryMarshal.Cast<byte, float>(Values.bytes),
        _rounded is null ? [] : MemoryMarshal.Cast<byte, ushort>(_rounded.bytes),
        columnCount);

    /// <summary>The rows of the matrix as spans.</summary>
    internal readonly ref struct RowAccess(Span<float> values, Span<ushort> rounded, int columnCount)
    {
        private readonly Span<float> _values = values;
        private readonly Span<ushort> _rounded = rounded;

        /// <summary>Some values of a row, whatever products have made of the operand.</summary>
        internal Span<float> Row(int row, int first, int count) => _values.Slice((row * columnCount) + first, count);

        internal Span<float> Row(int row) => Row(row, 0, columnCount);

        /// <summary>Several rows, one after the other.</summary>
        internal Span<float> Rows(int first, int count) => _values.Slice(first * columnCount, count * columnCount);

        /// <summary>Some values of a row that a product has written.</summary>
        internal Span<float> Take(int row, int first, int count)
        {
            var values = Row(row, first, count);
            if (!_rounded.IsEmpty)
            {
                BFloat16Numbers.Widen(_rounded.Slice((row * columnCount) + first, count), values);
            }

            return values;
        }

        internal Span<float> Take(int row) => Take(row, 0, columnCount);

        /// <summary>Makes the values of a row those that products read.</summary>
        internal void Put(int row, int first, int count)
        {
            if (!_rounded.IsEmpty)
            {
                BFloat16Numbers.Round(Row(row, first, count), _rounded.Slice((row * columnCount) + first, count));
            }
        }

        internal void Put(int row) => Put(row, 0, columnCount);
    }
}
