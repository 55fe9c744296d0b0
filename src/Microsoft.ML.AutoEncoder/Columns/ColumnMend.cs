using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What makes a column of another type one that can be read, as a sentence for an error.</summary>
internal static class ColumnMend
{
    private const string ToConvert = "mlContext.Transforms.Conversion.ConvertType";

    /// <summary>What makes a vector of Single of a known size of a column.</summary>
    internal static string ToVectorOfSingle(SchemaShape.Column column)
    {
        var name = column.Name;
        var join = $"Put the columns to learn from together into one: mlContext.Transforms.Concatenate(\"{name}\", \"{name}\", …).";
        return column switch
        {
            { IsKey: true } =>
                $"Make numbers of the key first: mlContext.Transforms.Conversion.MapKeyToVector(\"{name}\") gives each value a slot " +
                "of its own, as mlContext.Transforms.Categorical.OneHotEncoding does for texts.",
            { ItemType: TextDataViewType } =>
                $"Make numbers of the text first: mlContext.Transforms.Categorical.OneHotEncoding(\"{name}\") for categories, " +
                $"mlContext.Transforms.Text.FeaturizeText(\"{name}\") for prose.",
            { Kind: SchemaShape.Column.VectorKind.VariableVector } =>
                "Its size must be known before the rows are read: give the property [VectorType(size)], the TextLoader's column the " +
                "range of its columns, or the SchemaDefinition a VectorDataViewType with its size." +
                (IsSingle(column) ? string.Empty : $" {Convert(name)}"),
            { Kind: SchemaShape.Column.VectorKind.Scalar } when IsSingle(column) => join,
            { Kind: SchemaShape.Column.VectorKind.Scalar } when IsNumber(column) => $"{Convert(name)} {join}",
            _ when IsNumber(column) => Convert(name),
            _ => "Choose a column of numbers, or make one of it first.",
        };
    }

    /// <summary>What makes a vector of Single of the given size of a column.</summary>
    internal static string ToVectorOfSingle(DataViewSchema schema, string name, int size) =>
        SchemaShape.Create(schema).TryFindColumn(name, out var column) &&
        column is { Kind: SchemaShape.Column.VectorKind.Vector } && IsSingle(column)
            ? $"The model was made for {size} slots: give it rows that were prepared as those of its training, or train another one."
            : ToVectorOfSingle(column);

    /// <summary>What makes a Single of a column.</summary>
    internal static string ToSingle(SchemaShape.Column column) => column switch
    {
        { Kind: not SchemaShape.Column.VectorKind.Scalar } => "A row has one weight: choose a column with one number.",
        { IsKey: false } when IsNumber(column) => Convert(column.Name),
        _ => "Choose a column of numbers.",
    };

    /// <summary>What makes a label of a column.</summary>
    internal static string ToLabel(SchemaShape.Column column) => column switch
    {
        { Kind: not SchemaShape.Column.VectorKind.Scalar } => "A row has one label: choose a column with one value.",
        { ItemType: NumberDataViewType } =>
            $"If it says which class a row belongs to, make a key of it: " +
            $"mlContext.Transforms.Conversion.MapValueToKey(\"{column.Name}\"). " +
            $"If it is a number to be predicted: {Convert(column.Name)}",
        _ => $"Make a key of it first: mlContext.Transforms.Conversion.MapValueToKey(\"{column.Name}\").",
    };

    private static string Convert(string name) => $"Convert the numbers: {ToConvert}(\"{name}\", outputKind: DataKind.Single).";

    private static bool IsSingle(SchemaShape.Column column) => column.ItemType == NumberDataViewType.Single;

    private static bool IsNumber(SchemaShape.Column column) => column.ItemType is NumberDataViewType or BooleanDataViewType;
}
