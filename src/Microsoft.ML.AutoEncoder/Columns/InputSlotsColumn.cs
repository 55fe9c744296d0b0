namespace Microsoft.ML.AutoEncoder;

/// <summary>A column whose slots are those of the input, and that has their names.</summary>
internal abstract class InputSlotsColumn(string name) : VectorColumn(name)
{
    private protected sealed override int SizeFor(NetworkShape shape) => shape.InputSize;

    private protected sealed override IEnumerable<SchemaShape.Column> PromiseAnnotations(SchemaShape.Column? rows) =>
        rows is { } column ? SlotNames.Promise(column) : [];

    private protected sealed override void AddAnnotations(
        DataViewSchema.Annotations.Builder annotations, NetworkShape shape, DataViewSchema.Column? rows)
    {
        if (rows is { } column)
        {
            SlotNames.Copy(column, annotations);
        }
    }
}
