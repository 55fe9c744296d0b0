using Microsoft.ML.Data;

namespace Benchmarks.Scoring;

/// <summary>What prediction engines score.</summary>
internal sealed class InputRow
{
    [VectorType(784)]
    public float[] Features { get; set; } = [];
}

/// <summary>What prediction engines give.</summary>
internal sealed class CodeRow
{
    [VectorType(64)]
    public float[] Code { get; set; } = [];
}
