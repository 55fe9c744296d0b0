using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;

namespace AutoEncoderTool.Models;

/// <summary>A model made ready to give chosen outputs: those that the pipeline has as columns, and those that its autoencoder can give
/// besides.</summary>
internal sealed class ScoringModel
{
    private const string Prefix = "\u0001";

    private readonly LoadedModel _model;
    private readonly List<ITransformer> _steps;
    private readonly Dictionary<string, string> _columns = [];

    private ScoringModel(LoadedModel model)
    {
        _model = model;
        _steps = [.. model.Steps];
    }

    /// <summary>From the model's input to its outputs, row by row.</summary>
    internal IRowToRowMapper Mapper { get; private set; } = null!;

    /// <summary>The chosen outputs: their names, and their columns in the mapper's schema.</summary>
    internal IReadOnlyList<(string Name, DataViewSchema.Column Column)> Outputs { get; private set; } = [];

    /// <param name="model">The model.</param>
    /// <param name="outputs">The names of outputs, or of columns of the pipeline; none: what the model is for.</param>
    /// <exception cref="ToolException">The model does not have such an output.</exception>
    internal static ScoringModel Create(LoadedModel model, IReadOnlyList<string> outputs)
    {
        var scoring = new ScoringModel(model);
        string[] wanted = outputs.Count > 0 ? [.. outputs] : scoring.DefaultOutputs();
        scoring.AddSteps([.. wanted.Select(OutputName.Normalize).Where(OutputName.IsKnown)]);
        scoring.Bind(wanted);
        return scoring;
    }

    private string[] DefaultOutputs()
    {
        _model.CheckHasAutoEncoder();
        return _model.Detector is not null ? [OutputName.Score, OutputName.Label]
            : _model.Decoder is not null ? [OutputName.Reconstruction]
            : [OutputName.Code];
    }

    private void AddSteps(string[] names)
    {
        if (_model.AutoEncoder is { } transformer)
        {
            AddNetworkOutputs(transformer.Columns.Input, transformer.Network, names, withSlotErrors: true);
        }
        else if (_model.Detector is { } detector)
        {
            _columns[OutputName.Score] = DefaultColumnNames.Score;
            _columns[OutputName.Label] = DefaultColumnNames.PredictedLabel;
            AddDetectorSlotErrors(detector, names);
            AddNetworkOutputs(detector.FeatureColumnName, detector.Model.Network, names, withSlotErrors: false);
        }
        else if (_model.Decoder is { } decoder)
        {
            // What a step adds stands at the end.
            _columns[OutputName.Reconstruction] = decoder.GetOutputSchema(SchemaBeforeStep())[^1].Name;
        }
    }

    // A step of its own before the model's: that one may replace the column that it reads.
    private void AddNetworkOutputs(string input, AutoEncoderNetwork network, string[] names, bool withSlotErrors)
    {
        var outputs = ImmutableArray.CreateBuilder<OutputColumn>();
        outputs.Add(new CodeColumn(Unique(OutputName.Code)));
        Add(OutputName.Reconstruction, name => new ReconstructionColumn(name));
        Add(OutputName.Error, name => new ReconstructionErrorColumn(name));
        if (withSlotErrors)
        {
            Add(OutputName.SlotErrors, name => new SlotErrorColumn(name));
        }

        if (names.Contains(OutputName.Code) || outputs.Count > 1)
        {
            _columns[OutputName.Code] = Unique(OutputName.Code);
            _steps.Insert(_model.Step, new AutoEncoderTransformer(
                _model.MLContext, new AutoEncoderColumns(input, outputs.ToImmutable()), network, TrainingRecord.None));
        }

        void Add(string name, Func<string, OutputColumn> create)
        {
            if (names.Contains(name))
            {
                if (!network.Shape.HasDecoder)
                {
                    throw new ToolException($"{_model.Name}: is an encoder alone, so there is no output '{name}'");
                }

                outputs.Add(create(Unique(name)));
                _columns[name] = Unique(name);
            }
        }
    }

    private void AddDetectorSlotErrors(AutoEncoderAnomalyDetector detector, string[] names)
    {
        if (detector.Model.SlotErrorColumnName is { } column)
        {
            _columns[OutputName.SlotErrors] = column;
        }
        else if (names.Contains(OutputName.SlotErrors))
        {
            _columns[OutputName.SlotErrors] = Unique(OutputName.SlotErrors);
            var env = LoadedModel.Environment(_model.MLContext);
            var parameters = new AutoEncoderAnomalyModelParameters(
                env,
                detector.Model.Network,
                detector.Model.Measure,
                detector.Model.Threshold,
                Unique(OutputName.SlotErrors),
                detector.Model.Training);
            _steps[_model.Step] = new AnomalyPredictionTransformer<AutoEncoderAnomalyModelParameters>(
                env, parameters, SchemaBeforeStep(), detector.FeatureColumnName, detector.Threshold);
        }
    }

    private DataViewSchema SchemaBeforeStep() =>
        _model.Steps.Take(_model.Step).Aggregate(_model.InputSchema, (schema, step) => step.GetOutputSchema(schema));

    private void Bind(string[] wanted)
    {
        var chain = new TransformerChain<ITransformer>([.. _steps]);
        if (!((ITransformer)chain).IsRowToRowMapper)
        {
            var steps = _steps.Where(step => !step.IsRowToRowMapper).Select(LoadedModel.DescribeStep);
            throw new ToolException($"{_model.Name}: cannot score row by row: {string.Join(", ", steps)} needs more than one row");
        }

        Mapper = ((ITransformer)chain).GetRowToRowMapper(_model.InputSchema);
        var schema = Mapper.OutputSchema;
        Outputs = [.. wanted.Select(name => (Name(name), Find(schema, name)))];
    }

    private string Name(string wanted) => _columns.ContainsKey(OutputName.Normalize(wanted)) ? OutputName.Normalize(wanted) : wanted;

    private DataViewSchema.Column Find(DataViewSchema schema, string wanted)
    {
        if (_columns.TryGetValue(OutputName.Normalize(wanted), out var name) && schema.GetColumnOrNull(name) is { } own)
        {
            return own;
        }

        return schema.GetColumnOrNull(wanted) ?? throw new ToolException(
            $"{_model.Name}: has no output '{wanted}'. Outputs are {OutputName.List}, and the columns of the pipeline: " +
            $"{string.Join(", ", schema.Where(column => !column.IsHidden && !IsOwn(column)).Select(column => column.Name))}.");
    }

    private static bool IsOwn(DataViewSchema.Column column) => column.Name.StartsWith(Prefix, StringComparison.Ordinal);

    // No pipeline has such a name.
    private static string Unique(string name) => Prefix + name;
}
