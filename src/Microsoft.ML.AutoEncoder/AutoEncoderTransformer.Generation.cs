using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

public sealed partial class AutoEncoderTransformer
{
    /// <summary>Makes new rows that look like those of the training: decodes codes drawn from the standard normal distribution, to which a variational
    /// autoencoder has drawn the codes of its training rows (Kingma and Welling, "Auto-Encoding Variational Bayes", 2014).</summary>
    /// <remarks>A smaller weight of <see cref="AutoEncoderRegularizer.Variational(float, float)"/> than 1 gives sharper reconstructions, but codes that follow the
    /// standard normal distribution less closely, and so less likely rows here. Rows are decoded when they are read.</remarks>
    /// <param name="count">The number of rows, at least 1.</param>
    /// <param name="seed">Decides the codes: the same seed gives the same rows on the same machine. A greater count adds rows behind them.</param>
    /// <returns>The rows, in one column that is named like the input column and has its size: a vector of <see cref="InputSize"/> values of
    /// type <see cref="float"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The model was not trained with <see cref="AutoEncoderRegularizer.Variational(float, float)"/>.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public IDataView Generate(int count, int seed)
    {
        if (count < 1)
        {
            throw Host.Process(new ArgumentOutOfRangeException(nameof(count), count, "The number of rows to generate must be at least 1."));
        }

        if (!Network.Shape.HasStandardNormalPrior)
        {
            throw Host.Except(
                "Only a variational autoencoder can generate rows, as only its codes follow a known distribution. Train this one with " +
                $"{nameof(AutoEncoderRegularizer)}.{nameof(AutoEncoderRegularizer.Variational)} among its {nameof(AutoEncoderEstimator.Options.Regularizers)}, " +
                $"or decode codes of your own with {nameof(CreateDecoder)}.");
        }

        var schema = SchemaDefinition.Create(typeof(GeneratedRow));
        var column = schema[nameof(GeneratedRow.Values)];
        column.ColumnType = new VectorDataViewType(NumberDataViewType.Single, InputSize);
        column.ColumnName = _columns.Input;
        return DataViewConstructionUtils.CreateFromEnumerable(Host, DrawRows(Network, count, seed), schema);
    }

    private static IEnumerable<GeneratedRow> DrawRows(AutoEncoderNetwork network, int count, int seed)
    {
        var code = new float[network.Shape.CodeSize];
        for (var row = 0; row < count; row++)
        {
            new RowRandom(SplitMix64.Mix(SplitMix64.Mix((uint)seed) ^ (uint)row)).FillGaussian(code);
            var values = new float[network.Shape.InputSize];
            network.Decoder.Forward(code, values);
            yield return new GeneratedRow { Values = values };
        }
    }

    private sealed class GeneratedRow
    {
        public float[] Values = [];
    }
}
