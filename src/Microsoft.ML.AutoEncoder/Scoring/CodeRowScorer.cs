using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Computes the columns of a decoder: what the cursor's column holds are codes already.</summary>
internal sealed class CodeRowScorer(AutoEncoderNetwork network, DataViewRow row, DataViewSchema.Column codes)
    : RowScorer(network, row, codes)
{
    private protected override void Encode(in VBuffer<float> input, Span<float> code) => input.CopyTo(code);
}
