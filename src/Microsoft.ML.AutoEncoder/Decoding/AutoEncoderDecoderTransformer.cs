using Microsoft.ML.AutoEncoder.Graphs;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>
/// <see cref="ITransformer"/> that turns codes back into reconstructions: the decoder of an <see cref="AutoEncoderTransformer"/>. To create
/// it, use <see cref="AutoEncoderTransformer.CreateDecoder(string, string)"/>.
/// </summary>
/// <remarks>Scoring runs in managed code and needs no native library. A code with a missing value (NaN) gives NaN.</remarks>
public sealed partial class AutoEncoderDecoderTransformer : RowToRowTransformerBase
{
    private readonly ReconstructionColumn _output;
    private readonly string _inputColumnName;
    private readonly AutoEncoderNetwork _network;

    internal AutoEncoderDecoderTransformer(
        IHostEnvironment env, string outputColumnName, string inputColumnName, AutoEncoderNetwork network)
        : base(env.Register(nameof(AutoEncoderDecoderTransformer)))
    {
        _output = new ReconstructionColumn(outputColumnName);
        _inputColumnName = inputColumnName;
        _network = network.WithoutEncoder();
    }

    /// <summary>The number of slots of the input column.</summary>
    public int CodeSize => _network.Shape.CodeSize;

    /// <summary>The number of slots of the output column.</summary>
    public int ReconstructionSize => _network.Shape.InputSize;

    /// <inheritdoc/>
    protected override IRowMapper MakeRowMapper(DataViewSchema schema)
    {
        var codes = ColumnChecks.FindInput(Host, schema, _inputColumnName, CodeSize);
        return new OutputRowMapper(
            this,
            codes,
            [_output],
            [_output.Describe(_network.Shape, rows: null)],
            (row, input, _) => new CodeRowScorer(_network, row, input),
            (graph, input, names) => RowMapperGraph.DescribeDecoder(graph, _network, input, names[0]));
    }
}
