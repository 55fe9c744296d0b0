using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A hash of all that a training reads: two trainings with the same hash read the same rows, each for the same purpose.</summary>
internal sealed class DataHash : IDisposable
{
    private const byte ViewMarker = 0;
    private const byte SparseMarker = 255;
    private const byte LabelMarker = 254;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _hasLabels;

    public void Dispose() => _hash.Dispose();

    /// <summary>Begins a data view.</summary>
    /// <param name="rowSize">The number of values of each of its rows.</param>
    /// <param name="hasWeights">Whether they have weights of their own.</param>
    /// <param name="label">Their labels; null if they have none.</param>
    internal void BeginView(int rowSize, bool hasWeights, LabelColumn? label = null)
    {
        Span<byte> size = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(size, rowSize);
        _hash.AppendData([ViewMarker, (byte)(hasWeights ? 1 : 0), .. size]);
        if (label is not null)
        {
            Span<byte> classes = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(classes, label.ClassCount);
            _hash.AppendData([LabelMarker, (byte)label.Kind, .. classes]);
        }

        _hasLabels = label is not null;
    }

    /// <summary>Adds a row of the current data view.</summary>
    internal void Add(RowPurpose purpose, InputRow row, float weight, float label = float.NaN)
    {
        _hash.AppendData([(byte)purpose]);
        if (row.IsSparse)
        {
            Span<byte> count = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(count, row.Indices.Length);
            _hash.AppendData([SparseMarker, .. count]);
            _hash.AppendData(MemoryMarshal.AsBytes(row.Indices));
        }

        _hash.AppendData(MemoryMarshal.AsBytes(row.Values));
        _hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<float>(in weight)));
        if (_hasLabels)
        {
            _hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<float>(in label)));
        }
    }

    /// <summary>The hash of all that was added, in hexadecimal digits.</summary>
    internal string Finish() => Convert.ToHexString(_hash.GetHashAndReset());
}
