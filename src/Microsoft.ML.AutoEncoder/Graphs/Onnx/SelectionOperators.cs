namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Operators by which a graph keeps the largest values of a row and sets the others to 0.</summary>
internal static class SelectionOperators
{
    internal static object TopK(OnnxOperation operation)
    {
        operation.Ignore("sorted");
        var signal = operation.Signal(0);
        if (!IsAlongRow(signal, operation.WholeNumber("axis", -1)) || operation.WholeNumber("largest", 1) != 1)
        {
            throw new InvalidDataException("It takes other values than the largest ones of a row of one dimension.");
        }

        return operation.WholeNumbers(1) is [var count] && count >= 1 && count <= signal.Size
            ? new SelectionPart.Values(signal, (int)count)
            : throw new InvalidDataException($"The number of values that it takes is not one from 1 to {signal.Size}.");
    }

    /// <summary>Rows of zeros; other constants of a shape are no part of a chain.</summary>
    internal static object ConstantOfShape(OnnxOperation operation)
    {
        // Without a value it is 0.
        var isZero = operation.Tensor("value") is not { } value || value.Numbers is [0f];
        return isZero && operation.WholeNumbers(0) is [ConstantTensor.RowCount, > 0 and <= int.MaxValue and var size]
            ? new SelectionPart.Zeros((int)size)
            : throw new InvalidDataException("It gives something else than rows of zeros, of the shape of a tensor that is computed.");
    }

    internal static object ScatterElements(OnnxOperation operation)
    {
        var isReplacing = operation.Text("reduction", "none") is "none";
        var axis = operation.WholeNumber("axis", 0);
        return operation.Part(0) is SelectionPart.Zeros zeros && operation.Part(1) is SelectionPart.Places places
            && operation.Part(2) is SelectionPart.Values values && ReferenceEquals(places.Of, values)
            && zeros.Size == values.Source.Size && IsAlongRow(values.Source, axis) && isReplacing
            ? Signal.Of(values.Source.Complete().KeepLargest(values.Count))
            : throw new InvalidDataException(SelectionPart.Misuse);
    }

    private static bool IsAlongRow(Signal signal, long axis) => signal.RowShape is [_] && axis is 1 or -1;
}
