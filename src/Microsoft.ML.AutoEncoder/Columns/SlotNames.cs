using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The names of slots: those of the input, on columns that have the same slots, and numbered ones.</summary>
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

    /// <summary>The annotation that <see cref="Number"/> adds.</summary>
    internal static IEnumerable<SchemaShape.Column> PromiseNumbered() =>
    [
        new(AnnotationUtils.Kinds.SlotNames, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, isKey: false),
    ];

    /// <summary>Gives a column the names of the input's slots, if it has any. As a <see cref="SchemaShape"/> does not tell how many
    /// there are, and a promise must be kept, names that do not fit the slots become empty ones.</summary>
    internal static void Copy(DataViewSchema.Column input, DataViewSchema.Annotations.Builder destination)
    {
        var type = input.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.SlotNames)?.Type;
        if (type is not VectorDataViewType { ItemType: TextDataViewType, Size: > 0 })
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

    /// <summary>Gives a column names like <c>Code0</c>, <c>Code1</c>. They are made when they are asked for.</summary>
    internal static void Number(DataViewSchema.Annotations.Builder destination, string prefix, int size) =>
        destination.AddSlotNames(size, (ref VBuffer<ReadOnlyMemory<char>> names) =>
        {
            var editor = VBufferEditor.Create(ref names, size);
            for (var slot = 0; slot < size; slot++)
            {
                editor.Values[slot] = (prefix + slot.ToString(CultureInfo.InvariantCulture)).AsMemory();
            }

            names = editor.Commit();
        });
}
