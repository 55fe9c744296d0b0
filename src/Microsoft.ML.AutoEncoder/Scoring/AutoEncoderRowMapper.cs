using Microsoft.ML.AutoEncoder.Graphs;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Binds a model to a schema: finds its input column there, and adds the model's columns to each row.</summary>
internal sealed class AutoEncoderRowMapper : IRowMapper, ISaveAsOnnx
{
    private readonly AutoEncoderTransformer _transformer;
    private readonly AutoEncoderNetwork _network;
    private readonly DataViewSchema.Column _inputColumn;
    private readonly OutputColumn[] _outputs;
    private readonly DataViewSchema.DetachedColumn[] _outputColumns;

    /// <exception cref="ArgumentOutOfRangeException">The schema has no input column, or one of another type or size than the model
    /// was trained on.</exception>
    internal AutoEncoderRowMapper(
        IHost host, AutoEncoderTransformer transformer, AutoEncoderColumns columns, AutoEncoderNetwork network, DataViewSchema inputSchema)
    {
        _transformer = transformer;
        _network = network;
        _inputColumn = ColumnChecks.FindInput(host, inputSchema, columns.Input, network.Shape.InputSize);
        _outputs = [.. columns.Outputs];
        _outputColumns = [.. _outputs.Select(output => Describe(output, network.Shape, _inputColumn))];
    }

    DataViewSchema.DetachedColumn[] IRowMapper.GetOutputColumns() => _outputColumns;

    Func<int, bool> IRowMapper.GetDependencies(Func<int, bool> activeOutput)
    {
        var anyActive = Enumerable.Range(0, _outputs.Length).Any(activeOutput);
        return column => anyActive && column == _inputColumn.Index;
    }

    Delegate?[] IRowMapper.CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action? disposer)
    {
        disposer = null;
        var getters = new Delegate?[_outputs.Length];
        RowScorer? scorer = null;
        for (var i = 0; i < getters.Length; i++)
        {
            if (activeOutput(i))
            {
                scorer ??= new RowScorer(_network, input, input.Schema[_inputColumn.Index], ActiveLayers(activeOutput));
                getters[i] = scorer.CreateGetter(_outputs[i]);
            }
        }

        return getters;
    }

    ITransformer IRowMapper.GetTransformer() => _transformer;

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)_transformer).Save(ctx);

    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => true;

    void ISaveAsOnnx.SaveAsOnnx(OnnxContext ctx) => RowMapperGraph.Describe(ctx, _network, _inputColumn.Name, _outputs, _outputColumns);

    private int[] ActiveLayers(Func<int, bool> activeOutput) =>
        [.. _outputs.Where((output, i) => output.Content == OutputContent.Layer && activeOutput(i)).Select(output => output.Layer)];

    private static DataViewSchema.DetachedColumn Describe(OutputColumn output, NetworkShape shape, DataViewSchema.Column input)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        if (output.HasSlotsOfInput)
        {
            SlotNames.Copy(input, annotations);
        }

        return new DataViewSchema.DetachedColumn(output.Name, TypeOf(output, shape), annotations.ToAnnotations());
    }

    private static DataViewType TypeOf(OutputColumn output, NetworkShape shape) => output.Content switch
    {
        OutputContent.Code => new VectorDataViewType(NumberDataViewType.Single, shape.CodeSize),
        OutputContent.ReconstructionError => NumberDataViewType.Single,
        OutputContent.Layer => new VectorDataViewType(NumberDataViewType.Single, shape.Layers.ElementAt(output.Layer - 1).OutputSize),
        _ => new VectorDataViewType(NumberDataViewType.Single, shape.InputSize),
    };
}
