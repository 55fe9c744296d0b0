using System.Numerics.Tensors;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Goes through the rows of a data view once, and refuses values that nothing can be learnt from.</summary>
internal sealed class TrainingRowCursor : IDisposable
{
    // Scaling to a range rounds: a value may end up some units in the last place outside it.
    private const float RoundingTolerance = 1e-5f;

    private readonly IHost _host;
    private readonly Activation _outputActivation;
    private readonly float _minimum;
    private readonly float _maximum;
    private readonly DataViewSchema.Column _inputColumn;
    private readonly DataViewSchema.Column? _weightColumn;
    private readonly DataViewSchema.Column? _labelColumn;
    private readonly DataViewRowCursor _cursor;
    private readonly ValueGetter<VBuffer<float>> _getInput;
    private readonly ValueGetter<float>? _getWeight;
    private readonly ValueGetter<float>? _getLabel;
    private readonly InputScale? _scale;
    private readonly float[] _values;
    private readonly int[] _indices;
    private VBuffer<float> _input;

    /// <param name="host">Raises errors.</param>
    /// <param name="view">The data.</param>
    /// <param name="columns">What to read.</param>
    /// <param name="scale">How to scale the rows; null: they are given as they are.</param>
    internal TrainingRowCursor(IHost host, IDataView view, TrainingColumns columns, InputScale? scale = null)
    {
        _host = host;
        _scale = scale;
        _minimum = Math.Max(float.MinValue, columns.OutputActivation.Minimum - RoundingTolerance);
        _maximum = Math.Min(float.MaxValue, columns.OutputActivation.Maximum + RoundingTolerance);
        _outputActivation = columns.OutputActivation;
        _inputColumn = view.Schema[columns.Input];
        _weightColumn = columns.Weight is null ? null : view.Schema[columns.Weight];
        _labelColumn = columns.Label is null ? null : view.Schema[columns.Label.Name];
        _cursor = view.GetRowCursor(
            new[] { _inputColumn, _weightColumn, _labelColumn }.OfType<DataViewSchema.Column>());
        _getInput = _cursor.GetGetter<VBuffer<float>>(_inputColumn);
        _getWeight = _weightColumn is { } column ? _cursor.GetGetter<float>(column) : null;
        _getLabel = _labelColumn is { } labelColumn ? RowCursorUtils.GetLabelGetter(_cursor, labelColumn.Index) : null;
        (_values, _indices) = (new float[RowSize], new int[RowSize]);
    }

    internal int RowSize => _inputColumn.Type.GetVectorSize();

    /// <summary>The number of the current row, from 0.</summary>
    internal long Position => _cursor.Position;

    public void Dispose() => _cursor.Dispose();

    internal bool MoveNext() => _cursor.MoveNext();

    /// <summary>Reads the values of the current row.</summary>
    /// <returns>The row, sparse where it is mostly zeros, whatever the data view gave. Valid until the next row is read.</returns>
    /// <exception cref="InvalidOperationException">A value is not finite or cannot be reconstructed.</exception>
    internal InputRow ReadRow()
    {
        _getInput(ref _input);
        ColumnChecks.CheckRowLength(_inputColumn, Position, _input.Length);
        var given = _input.GetValues();
        if (given.Length > 0 && !AreInRange(given))
        {
            _input.CopyTo(_values);
            CheckValues(_values);
        }

        if (RowDensity.IsSparse(_input.Length, given.Length - given.Count(0f)) && _scale?.KeepsZeros != false)
        {
            InputRow row = _input.IsDense ? given : new InputRow(_input.GetIndices(), given);
            var count = NonZeros.Collect(row, 0, given.Length, _indices, _values);
            var indices = _indices.AsSpan(0, count);
            var values = _values.AsSpan(0, count);
            _scale?.ApplyInTraining(indices, values);
            return new InputRow(indices, values);
        }

        _input.CopyTo(_values);
        _scale?.ApplyInTraining(_values);
        return _values;
    }

    /// <summary>Reads the weight of the current row; 1 where there are no weights.</summary>
    /// <exception cref="InvalidOperationException">The weight is not a finite number of at least 0.</exception>
    internal float ReadWeight()
    {
        var weight = 1f;
        _getWeight?.Invoke(ref weight);
        return weight >= 0f && float.IsFinite(weight)
            ? weight
            : throw _host.Except(
                $"Column '{_weightColumn!.Value.Name}' has the weight {weight} in row {Position}. " +
                "A weight must be a finite number of at least 0.");
    }

    /// <summary>Reads the label of the current row: the number of a class from 0, or 0 or 1, or a number; NaN where there is
    /// none.</summary>
    /// <exception cref="InvalidOperationException">The label is infinite.</exception>
    internal float ReadLabel()
    {
        var label = float.NaN;
        _getLabel?.Invoke(ref label);
        return !float.IsInfinity(label)
            ? label
            : throw _host.Except(
                $"Column '{_labelColumn!.Value.Name}' has the label {label} in row {Position}. A label must be a finite number, or NaN " +
                "where the row has none.");
    }

    // Every activation has 0 in its range, or at its end.
    private bool AreInRange(ReadOnlySpan<float> values) =>
        // NaN propagates into both, and fails the comparison.
        TensorPrimitives.Min(values) >= _minimum && TensorPrimitives.Max(values) <= _maximum;

    private void CheckValues(ReadOnlySpan<float> row)
    {
        var slot = 0;
        while (row[slot] >= _minimum && row[slot] <= _maximum)
        {
            slot++;
        }

        var name = SlotName.Of(_inputColumn, slot);
        var place = $"Column '{_inputColumn.Name}' has the value {row[slot]} in row {Position}, slot {slot}{name}";
        throw _host.Except(float.IsFinite(row[slot])
            ? $"{place}, which is outside [{_outputActivation.Minimum}, {_outputActivation.Maximum}], " +
              $"the range of the output activation {_outputActivation}. " +
              $"Scale the column (NormalizeMinMax with fixZero: false gives values in [0, 1]), " +
              $"or set {nameof(TrainingSettings.OutputActivation)} " +
              $"to {nameof(Activation)}.{nameof(Activation.Identity)}."
            : $"{place}. Training needs finite values: replace missing ones (ReplaceMissingValues), " +
              "or filter such rows out (FilterRowsByMissingValues).");
    }
}
