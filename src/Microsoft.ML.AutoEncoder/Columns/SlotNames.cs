using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The names of the input's slots, on columns that have the same slots.</summary>
internal static class SlotNames
{
    /// <summary>The annotations that a column with the input's slots will have.</summary>
    internal static IEnumerable<SchemaShape.Column> Promise(SchemaShape.Column input) =>
        input.Annotations.Where(annotation => annotation is
        {
            Name: AnnotationUtils.Kinds.SlotNames,
            Kind: SchemaShape.Column.VectorKind.Vector,
            ItemType: TextDataViewType,
        });

    /// <summary>Gives a column the names of the input's slots, if it has any. As a <see cref="SchemaShape"/> does not tell how many
    /// there are, and a promise must be kept, names that do not fit the slots become empty ones.</summary>
    internal static void Copy(DataViewSchema.Column input, DataViewSchema.Annotations.Builder destination)
    {
        if (input.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.SlotNames)?.Type is not VectorDataViewType { ItemType: TextDataViewType, Size: > 0 })
        {
            return;
        }

        var size = input.Type.GetVectorSize();
        destination.AddSlotNames(size, (ref VBuffer<ReadOnlyMemory<char>> names) =>
        {
            input.Annotations.GetValue(AnnotationUtils.Kinds.SlotNames, ref names);
            if (names.Length != size)
            {
                names = new VBuffer<ReadOnlyMemory<char>>(size, 0, [], []);
            }
        });
    }
}
