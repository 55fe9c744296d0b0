namespace Microsoft.ML.AutoEncoder;

/// <summary>What an estimator promises of the columns that its model will add.</summary>
internal static class OutputSchemaShape
{
    /// <param name="input">The input's shape, with the input column.</param>
    /// <param name="columns">The columns of the model.</param>
    internal static SchemaShape Create(SchemaShape input, AutoEncoderColumns columns)
    {
        var all = input.ToDictionary(column => column.Name);
        var rows = all[columns.Input];
        foreach (var output in columns.Outputs)
        {
            all[output.Name] = output.Promise(rows);
        }

        return new SchemaShape(all.Values);
    }
}
