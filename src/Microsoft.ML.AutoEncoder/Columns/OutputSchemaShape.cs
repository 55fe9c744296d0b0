using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What an estimator promises of the columns that its model will add.</summary>
internal static class OutputSchemaShape
{
    /// <param name="input">The input's shape, with the input column.</param>
    /// <param name="columns">The columns of the model.</param>
    internal static SchemaShape Create(SchemaShape input, AutoEncoderColumns columns)
    {
        var all = input.ToDictionary(column => column.Name);
        var slotNames = SlotNames.Promise(all[columns.Input]).ToArray();
        foreach (var output in columns.Outputs)
        {
            var kind = output.Content == OutputContent.ReconstructionError
                ? SchemaShape.Column.VectorKind.Scalar
                : SchemaShape.Column.VectorKind.Vector;
            var annotations = new SchemaShape(output.HasSlotsOfInput ? slotNames : []);
            all[output.Name] = new SchemaShape.Column(output.Name, kind, NumberDataViewType.Single, isKey: false, annotations);
        }

        return new SchemaShape(all.Values);
    }
}
