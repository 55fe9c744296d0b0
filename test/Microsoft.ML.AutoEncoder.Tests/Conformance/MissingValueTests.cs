using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>Scoring never throws on values.</summary>
public sealed class MissingValueTests
{
    private const int Row = 4;

    private static readonly Dictionary<string, Activation> Activations = new()
    {
        ["identity"] = Activation.Identity,
        ["ReLU"] = Activation.ReLU,
        ["leaky ReLU"] = Activation.LeakyReLU(),
        ["leaky ReLU that does not leak"] = Activation.LeakyReLU(0),
        ["ELU"] = Activation.ELU(),
        ["GELU"] = Activation.GELU,
        ["tanh"] = Activation.Tanh,
        ["sigmoid"] = Activation.Sigmoid,
    };

    private readonly SyntheticData _data = new();

    public static TheoryData<string, bool> Configurations => new MatrixTheoryData<string, bool>(Activations.Keys, [false, true]);

    [Theory, MemberData(nameof(Configurations))]
    public void A_missing_value_gives_missing_values(string activation, bool sparse)
    {
        var model = Fit(activation);
        _data.Rows[Row][2] = float.NaN;

        var view = model.Transform(sparse ? _data.Sparse : _data.Dense);

        using var cursor = view.GetRowCursor(view.Schema);
        var row = ReadRow(cursor, Row);
        float[] values = [.. row.Encoded, .. row.Reconstructed, row.ReconstructionError, .. row.SlotErrors];
        Assert.All(values, value => Assert.True(float.IsNaN(value)));
    }

    [Theory, MemberData(nameof(Configurations))]
    public void A_missing_value_leaves_the_other_rows_alone(string activation, bool sparse)
    {
        var model = Fit(activation);
        var expected = ScoredRow.TextsOf(model.Transform(_data.Dense)).ToArray();
        _data.Rows[Row][2] = float.NaN;

        var actual = ScoredRow.TextsOf(model.Transform(sparse ? _data.Sparse : _data.Dense)).ToArray();

        Assert.Equal(expected.Where((_, row) => row != Row), actual.Where((_, row) => row != Row));
    }

    [Theory]
    [InlineData(float.PositiveInfinity), InlineData(float.NegativeInfinity), InlineData(float.MaxValue), InlineData(-1f), InlineData(1e9f)]
    public void A_value_outside_the_range_of_the_training_data_is_scored(float value)
    {
        var model = Fit("sigmoid");
        var expected = ScoredRow.TextsOf(model.Transform(_data.Dense)).ToArray();
        _data.Rows[Row][2] = value;

        var actual = ScoredRow.TextsOf(model.Transform(_data.Dense)).ToArray();

        Assert.NotEqual(expected[Row], actual[Row]);
        Assert.Equal(expected.Where((_, row) => row != Row), actual.Where((_, row) => row != Row));
    }

    private AutoEncoderTransformer Fit(string activation)
    {
        var options = TinyAutoEncoder.OptionsWithAllColumns();
        options.Activation = Activations[activation];
        options.CodeActivation = Activations[activation];
        options.OutputActivation = Activations[activation];
        return TinyAutoEncoder.Fit(_data.Dense, options);
    }

    private static ScoredRow ReadRow(DataViewRowCursor cursor, int position)
    {
        var schema = cursor.Schema;
        var getEncoded = cursor.GetGetter<VBuffer<float>>(schema[TinyAutoEncoder.Encoded]);
        var getReconstructed = cursor.GetGetter<VBuffer<float>>(schema[TinyAutoEncoder.Reconstructed]);
        var getError = cursor.GetGetter<float>(schema[TinyAutoEncoder.ReconstructionError]);
        var getSlotErrors = cursor.GetGetter<VBuffer<float>>(schema[TinyAutoEncoder.SlotErrors]);
        do
        {
            Assert.True(cursor.MoveNext());
        }
        while (cursor.Position < position);

        VBuffer<float> encoded = default, reconstructed = default, slotErrors = default;
        var error = 0f;
        getEncoded(ref encoded);
        getReconstructed(ref reconstructed);
        getError(ref error);
        getSlotErrors(ref slotErrors);
        return new ScoredRow
        {
            Encoded = [.. encoded.DenseValues()],
            Reconstructed = [.. reconstructed.DenseValues()],
            ReconstructionError = error,
            SlotErrors = [.. slotErrors.DenseValues()],
        };
    }
}
