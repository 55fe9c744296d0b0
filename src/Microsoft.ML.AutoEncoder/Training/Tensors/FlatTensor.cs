using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>One value for each parameter of a network, in one block of memory: the parameters themselves, or their gradients.</summary>
/// <remarks>Layers see their parts of it as tensors, optimizers see it whole. The tensor belongs to the dispose scope in which the
/// block is created.</remarks>
/// <param name="length">How many values there are, a multiple of the vector width; see the layout of the parameters.</param>
/// <param name="device">In whose memory the block is.</param>
/// <param name="isRounded">Whether there is a copy in bfloat16. Whoever changes values writes it.</param>
internal sealed class FlatTensor(int length, TrainingDevice device, bool isRounded = false)
{
    private readonly Tensor _values = zeros(length, dtype: ScalarType.Float32, device: device.Torch);

    /// <summary>The copy in bfloat16, for matrix products; null: there is none.</summary>
    internal Tensor? Rounded { get; } = isRounded ? zeros(length, dtype: ScalarType.BFloat16, device: device.Torch) : null;

    /// <summary>All values of the copy of a block in the host's memory; none where there is no copy.</summary>
    internal Span<ushort> RoundedValues => Rounded is null ? [] : MemoryMarshal.Cast<byte, ushort>(Rounded.bytes);

    internal TrainingDevice Device => device;

    /// <summary>All values of a block in the host's memory.</summary>
    internal Span<float> Values => MemoryMarshal.Cast<byte, float>(_values.bytes);

    /// <summary>A tensor over all values.</summary>
    internal Tensor Vector => _values;

    /// <summary>A tensor over part of the block.</summary>
    /// <param name="slot">The part.</param>
    /// <param name="isVector">Whether its single row is no dimension.</param>
    internal Tensor View(ParameterSlot slot, bool isVector)
    {
        var values = _values.narrow(0, slot.Offset, slot.Count);
        return isVector ? values : values.view(slot.Rows, slot.Columns);
    }

    /// <summary>A matrix of the copy in bfloat16; null where there is none.</summary>
    internal Tensor? RoundedView(ParameterSlot slot) => Rounded?.narrow(0, slot.Offset, slot.Count).view(slot.Rows, slot.Columns);

    /// <summary>Takes over all values from the host, and rounds them where there is a copy.</summary>
    internal void CopyFrom(ReadOnlySpan<float> values)
    {
        using var copy = empty(length, ScalarType.Float32, CPU);
        values.CopyTo(MemoryMarshal.Cast<byte, float>(copy.bytes));
        _values.copy_(copy);
        Round();
    }

    /// <summary>Rounds all values where there is a copy.</summary>
    internal void Round() => Rounded?.copy_(_values);

    /// <summary>Gives all values to the host.</summary>
    internal void CopyTo(Span<float> values)
    {
        using var copy = _values.cpu();
        MemoryMarshal.Cast<byte, float>(copy.bytes).CopyTo(values);
    }
}
