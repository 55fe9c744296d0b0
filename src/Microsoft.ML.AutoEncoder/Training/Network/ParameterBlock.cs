using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>One value for each parameter of a network, in one block of memory: the parameters themselves, or their gradients.</summary>
/// <remarks>Layers see their parts of it as tensors, optimizers see it whole. The tensor belongs to the dispose scope in which the
/// block is created.</remarks>
/// <param name="length">How many values there are, a multiple of the vector width; see <see cref="ParameterLayout"/>.</param>
internal sealed class ParameterBlock(int length)
{
    private readonly Tensor _values = zeros(length, dtype: ScalarType.Float32, device: CPU);

    /// <summary>All values.</summary>
    internal Span<float> Values => MemoryMarshal.Cast<byte, float>(_values.bytes);

    /// <summary>A tensor over part of the block: a vector where the part has one row.</summary>
    internal Tensor View(ParameterSlot slot, bool isVector = false)
    {
        var values = _values.narrow(0, slot.Offset, slot.Count);
        return isVector ? values : values.view(slot.Rows, slot.Columns);
    }
}
