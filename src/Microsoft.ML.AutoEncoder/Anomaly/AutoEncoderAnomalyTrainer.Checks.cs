using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

// The base class checks columns too, but its errors do not say which columns there are and what to do.
public sealed partial class AutoEncoderAnomalyTrainer : IEstimator<AnomalyPredictionTransformer<AutoEncoderAnomalyModelParameters>>
{
    /// <summary>Trains an anomaly detector on the rows of <paramref name="input"/>. The trainer stays as it is and can be fitted again.</summary>
    /// <param name="input">Data with the feature column, and the column of example weights where one is set.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">All rows are the same, or the data cannot be learnt for another reason that the
    /// message gives.</exception>
    public new AnomalyPredictionTransformer<AutoEncoderAnomalyModelParameters> Fit(IDataView input)
    {
        Host.CheckValue(input, nameof(input));
        CheckSchema(SchemaShape.Create(input.Schema));
        return base.Fit(input);
    }

    /// <summary>Returns the <see cref="SchemaShape"/> that the fitted model will give, and checks that the input's shape suits the
    /// trainer. Used for schema propagation and verification in a pipeline.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public new SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        CheckSchema(inputSchema);
        return base.GetOutputSchema(inputSchema);
    }

    private void CheckSchema(SchemaShape schema)
    {
        ColumnChecks.CheckInput(Host, schema, FeatureColumn.Name, "feature");
        if (WeightColumn.IsValid)
        {
            ColumnChecks.CheckExampleWeight(Host, schema, WeightColumn.Name);
        }
    }
}
