using Microsoft.ML.AutoEncoder.Graphs;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Binds a decoder to a schema: finds the column of the codes there, and adds the reconstruction to each row.</summary>
internal sealed class DecoderRowMapper : IRowMapper, ISaveAsOnnx
{
    private readonly AutoEncoderDecoderTransformer _transformer;
    private readonly AutoEncoderNetwork _network;
    private readonly string _inputColumnName;
    private readonly int _inputColumnIndex;
    private readonly DataViewSchema.DetachedColumn[] _outputColumns;

    /// <exception cref="ArgumentOutOfRangeException">The schema has no such column, or it is of another type or size than the codes of
    /// the network.</exception>
    internal DecoderRowMapper(
        IHost host, AutoEncoderDecoderTransformer transformer, string outputColumnName, string inputColumnName, AutoEncoderNetwork network, DataViewSchema inputSchema)
    {
        _transformer = transformer;
        _network = network;
        _inputColumnName = inputColumnName;
        _inputColumnIndex = ColumnChecks.FindInput(host, inputSchema, inputColumnName, network.Shape.CodeSize).Index;
        _outputColumns = [new(outputColumnName, new VectorDataViewType(NumberDataViewType.Single, network.Shape.InputSize))];
    }

    DataViewSchema.DetachedColumn[] IRowMapper.GetOutputColumns() => _outputColumns;

    Func<int, bool> IRowMapper.GetDependencies(Func<int, bool> activeOutput) => column => column == _inputColumnIndex && activeOutput(0);

    Delegate?[] IRowMapper.CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action? disposer)
    {
        disposer = null;
        return [activeOutput(0) ? CreateGetter(input, input.Schema[_inputColumnIndex]) : null];
    }

    ITransformer IRowMapper.GetTransformer() => _transformer;

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)_transformer).Save(ctx);

    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => true;

    void ISaveAsOnnx.SaveAsOnnx(OnnxContext ctx) => RowMapperGraph.DescribeDecoder(ctx, _network, _inputColumnName, _outputColumns[0]);

    private ValueGetter<VBuffer<float>> CreateGetter(DataViewRow row, DataViewSchema.Column codes)
    {
        var getCode = row.GetGetter<VBuffer<float>>(codes);
        var code = default(VBuffer<float>);
        var dense = new float[_network.Shape.CodeSize];
        return (ref VBuffer<float> value) =>
        {
            getCode(ref code);
            ColumnChecks.CheckRowLength(codes, row.Position, code.Length);
            code.CopyTo(dense);
            var editor = VBufferEditor.Create(ref value, _network.Shape.InputSize);
            _network.Decoder.Forward(dense, editor.Values);
            value = editor.Commit();
        };
    }
}
