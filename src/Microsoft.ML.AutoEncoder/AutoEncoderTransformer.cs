using Microsoft.ML.AutoEncoder.Graphs;
using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>
/// <see cref="ITransformer"/> resulting from fitting an <see cref="AutoEncoderEstimator"/>: computes the code of each row, and
/// where asked for its reconstruction and the error of the reconstruction.
/// </summary>
/// <remarks>
/// Scoring runs in managed code and needs no native library. The same row gives the same bits whatever its neighbours, whether it
/// is dense or sparse, and on any number of threads. A row with a missing value (NaN) gives NaN.
/// </remarks>
public sealed partial class AutoEncoderTransformer : RowToRowTransformerBase, IDisposable
{
    private readonly AutoEncoderColumns _columns;
    private AutoEncoderNetwork? _network;

    internal AutoEncoderTransformer(
        IHostEnvironment env, AutoEncoderColumns columns, AutoEncoderNetwork network, TrainingRecord training)
        : base(env.Register(nameof(AutoEncoderTransformer)))
    {
        _columns = columns;
        _network = network;
        InputSize = network.Shape.InputSize;
        CodeSize = network.Shape.CodeSize;
        Training = training;
    }

    /// <summary>The number of slots of the input column and of a reconstruction.</summary>
    public int InputSize { get; }

    /// <summary>The number of slots of the output column.</summary>
    public int CodeSize { get; }

    /// <summary>What training measured, epoch by epoch. It is saved with the model.</summary>
    public IReadOnlyList<EpochMetrics> TrainingHistory => Training.History;

    /// <summary>The options that shaped the training, with what stood for those that were null, by name and each as a text that is the
    /// same in every culture: <c>HiddenLayerSizes</c>, <c>256, 128</c>. They are saved with the model. Empty for a network that was
    /// trained elsewhere.</summary>
    public IReadOnlyDictionary<string, string> TrainingOptions => Training.Options;

    /// <summary>What training measured in the epoch whose weights the model has: the last one, or the best where early stopping or a
    /// time limit keeps that. Its <see cref="EpochMetrics.ExplainedVariance"/> says what the code keeps. Null for a model that was not
    /// trained here.</summary>
    public EpochMetrics? FittedEpoch => Training.FittedEpoch;

    /// <summary>What a look at the training has shown, and what can be done about it: empty where there is nothing to tell.</summary>
    public IReadOnlyList<TrainingFinding> Findings => Training.Findings;

    internal TrainingRecord Training { get; private set; }

    internal AutoEncoderColumns Columns => _columns;

    internal AutoEncoderNetwork Network =>
        _network ?? throw Host.Process(new ObjectDisposedException(
            nameof(AutoEncoderTransformer),
            "This model has been disposed. " +
            "Note that a PredictionEngine disposes its model, unless it is created with OwnsTransformer = false."));

    /// <summary>Computes the code of one row. Any number of threads may call this at once.</summary>
    /// <param name="input">The row: <see cref="InputSize"/> values.</param>
    /// <param name="code">Receives the code: <see cref="CodeSize"/> values.</param>
    /// <exception cref="ArgumentException">A span does not have the length that it must have.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public void Encode(ReadOnlySpan<float> input, Span<float> code)
    {
        CheckLength(input.Length, InputSize);
        CheckLength(code.Length, CodeSize);
        Network.Encoder.Forward(input, code);
    }

    /// <summary>Computes the reconstruction that belongs to a code. Any number of threads may call this at once.</summary>
    /// <param name="code">The code: <see cref="CodeSize"/> values.</param>
    /// <param name="reconstruction">Receives the reconstruction: <see cref="InputSize"/> values.</param>
    /// <exception cref="ArgumentException">A span does not have the length that it must have.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public void Decode(ReadOnlySpan<float> code, Span<float> reconstruction)
    {
        CheckLength(code.Length, CodeSize);
        CheckLength(reconstruction.Length, InputSize);
        Network.Decoder.Forward(code, reconstruction);
    }

    /// <summary>Computes the reconstruction of one row. Any number of threads may call this at once.</summary>
    /// <param name="input">The row: <see cref="InputSize"/> values.</param>
    /// <param name="reconstruction">Receives the reconstruction: <see cref="InputSize"/> values.</param>
    /// <exception cref="ArgumentException">A span does not have the length that it must have.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public void Reconstruct(ReadOnlySpan<float> input, Span<float> reconstruction)
    {
        CheckLength(input.Length, InputSize);
        CheckLength(reconstruction.Length, InputSize);
        Network.Reconstruct(input, reconstruction);
    }

    /// <summary>Lets go of the weights. Afterwards the model can neither be used nor saved; cursors that are open go on to the
    /// end of their data.</summary>
    public void Dispose()
    {
        _network = null;
        Training = Training with { State = null };
    }

    /// <inheritdoc/>
    protected override IRowMapper MakeRowMapper(DataViewSchema schema)
    {
        var network = Network;
        var rows = ColumnChecks.FindInput(Host, schema, _columns.Input, InputSize);
        var outputColumns = new DataViewSchema.DetachedColumn[_columns.Outputs.Length];
        for (var i = 0; i < outputColumns.Length; i++)
        {
            outputColumns[i] = _columns.Outputs[i].Describe(network.Shape, rows);
        }

        return new OutputRowMapper(
            this,
            rows,
            _columns.Outputs,
            outputColumns,
            (row, input, layers) => new RowScorer(network, row, input, layers),
            (graph, input, names) =>
                RowMapperGraph.Describe(graph, network, [.. _columns.Outputs.Select(output => output.Tensor!)], input, names));
    }

    private void CheckLength(int length, int expected, [CallerArgumentExpression(nameof(length))] string span = "")
    {
        if (length != expected)
        {
            var parameter = span.Split('.')[0];
            throw Host.Process(new ArgumentException($"The {parameter} must have {expected} values, but has {length}.", parameter));
        }
    }
}
