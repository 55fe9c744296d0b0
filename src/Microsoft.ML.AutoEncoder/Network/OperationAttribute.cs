namespace Microsoft.ML.AutoEncoder;

/// <summary>A named setting of an operation in a graph: a number, a whole number, or several of these.</summary>
internal sealed class OperationAttribute
{
    internal OperationAttribute(string name, float value)
    {
        Name = name;
        Number = value;
    }

    internal OperationAttribute(string name, long value)
    {
        Name = name;
        WholeNumber = value;
    }

    internal OperationAttribute(string name, IReadOnlyList<long> values)
    {
        Name = name;
        WholeNumbers = values;
    }

    internal string Name { get; }

    internal float? Number { get; }

    internal long? WholeNumber { get; }

    internal IReadOnlyList<long>? WholeNumbers { get; }
}
