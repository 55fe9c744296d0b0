using System.Collections.Immutable;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Adds the columns of a model to each row of data that have the column that the model reads.</summary>
internal sealed class OutputRowMapper : IRowMapper, ISaveAsOnnx
{
    private readonly ITransformer _transformer;
    private readonly DataViewSchema.Column _input;
    private readonly ImmutableArray<OutputColumn> _outputs;
    private readonly DataViewSchema.DetachedColumn[] _outputColumns;
    private readonly CreateScorer _createScorer;
    private readonly Action<OnnxContext, string, IReadOnlyList<string>> _describe;

    /// <param name="transformer">The model.</param>
    /// <param name="input">The column that the model reads.</param>
    /// <param name="outputs">The columns that the model produces.</param>
    /// <param name="outputColumns">The same as ML.NET sees them.</param>
    /// <param name="createScorer">Makes what computes the columns.</param>
    /// <param name="describe">Adds the operations that compute the columns to ML.NET's graph of a pipeline, given the names of the tensor
    /// of
    /// the input and of those of the columns.</param>
    internal OutputRowMapper(
        ITransformer transformer,
        DataViewSchema.Column input,
        ImmutableArray<OutputColumn> outputs,
        DataViewSchema.DetachedColumn[] outputColumns,
        CreateScorer createScorer,
        Action<OnnxContext, string, IReadOnlyList<string>> describe)
    {
        _transformer = transformer;
        _input = input;
        _outputs = outputs;
        _outputColumns = outputColumns;
        _createScorer = createScorer;
        _describe = describe;
    }

    /// <param name="row">The row of a cursor.</param>
    /// <param name="input">The column that the model reads.</param>
    /// <param name="layers">The numbers of the layers whose outputs will be asked for, from 1 on.</param>
    internal delegate RowScorer CreateScorer(DataViewRow row, DataViewSchema.Column input, IReadOnlyCollection<int> layers);

    DataViewSchema.DetachedColumn[] IRowMapper.GetOutputColumns() => _outputColumns;

    Func<int, bool> IRowMapper.GetDependencies(Func<int, bool> activeOutput)
    {
        var anyActive = false;
        for (var i = 0; i < _outputs.Length; i++)
        {
            anyActive |= activeOutput(i);
        }

        return column => anyActive && column == _input.Index;
    }

    Delegate?[] IRowMapper.CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action? disposer)
    {
        disposer = null;
        var getters = new Delegate?[_outputs.Length];
        var (active, layers) = (new List<int>(), new List<int>());
        for (var i = 0; i < getters.Length; i++)
        {
            if (activeOutput(i))
            {
                active.Add(i);
                if (_outputs[i].Layer is { } layer)
                {
                    layers.Add(layer);
                }
            }
        }

        if (active.Count > 0)
        {
            var scorer = _createScorer(input, input.Schema[_input.Index], layers);
            foreach (var i in active)
            {
                getters[i] = _outputs[i].CreateGetter(scorer);
            }
        }

        return getters;
    }

    ITransformer IRowMapper.GetTransformer() => _transformer;

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)_transformer).Save(ctx);

    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => _outputs.All(output => output.Tensor is not null);

    void ISaveAsOnnx.SaveAsOnnx(OnnxContext ctx)
    {
        if (!ctx.ContainsColumn(_input.Name))
        {
            // Without the input there are no outputs either.
            Array.ForEach(_outputColumns, output => ctx.RemoveColumn(output.Name, false));
            return;
        }

        // The input is looked up before an output may take its name.
        var input = ctx.GetVariableName(_input.Name);
        _describe(ctx, input, Array.ConvertAll(_outputColumns, output => ctx.AddIntermediateVariable(output.Type, output.Name)));
    }
}
