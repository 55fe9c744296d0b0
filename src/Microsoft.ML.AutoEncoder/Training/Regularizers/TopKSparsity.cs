using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class TopKSparsity : AutoEncoderRegularizer
{
    internal TopKSparsity(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        K = k;
    }

    public int K { get; }

    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [("k", K)];

    internal override bool GivesUnitsMeaning => true;

    internal override int? ActiveCodeUnits => K;

    internal override bool ActsOnCode => true;

    /// <summary>The units are chosen by the same code as at scoring, so that they are the same.</summary>
    internal override Tensor TransformCode(Tensor code, EncoderPass pass)
    {
        using var detached = code.detach();
        using var onHost = detached.cpu();
        var mask = onHost.clone();
        var values = MemoryMarshal.Cast<byte, float>(mask.bytes);
        var size = (int)code.shape[1];
        for (var start = 0; start < values.Length; start += size)
        {
            TopK.Mark(values.Slice(start, size), K);
        }

        return code.mul(mask.to(code.device));
    }

    internal override string? FindConflict(TrainingSettings settings) => K <= settings.CodeSize
        ? null
        : $"it keeps {K} units, and {nameof(settings.CodeSize)} is {settings.CodeSize}. Keep fewer, or make the code larger";

    internal override string? FindConflict(AutoEncoderRegularizer other) => other.HasPenalty
        ? "the number of units that are kept says all about the code; a penalty would also act on units that are not. Leave one of them out"
        : null;
}
