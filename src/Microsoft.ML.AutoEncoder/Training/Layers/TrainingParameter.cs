namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A parameter of a network in training, or a running statistic: what it is called, how it begins, and where it stands.</summary>
/// <remarks>A layer's twin declares it with this one line; a <see cref="ParameterLayout"/> gives it its place.</remarks>
/// <param name="name">The name, with that of the layer: <c>encoder.0.weight</c>.</param>
/// <param name="rows">The number of rows.</param>
/// <param name="columns">The number of columns.</param>
/// <param name="isVector">Whether it has a single row that is no dimension.</param>
/// <param name="initial">What training begins with.</param>
/// <param name="isStatistic">Whether training measures it, and no optimizer changes it.</param>
internal sealed class TrainingParameter(string name, int rows, int columns, bool isVector, InitialValues initial, bool isStatistic)
{
    internal string Name => name;

    internal bool IsVector => isVector;

    internal InitialValues Initial => initial;

    internal bool IsStatistic => isStatistic;

    internal long Count => (long)rows * columns;

    /// <summary>Where the values stand.</summary>
    internal ParameterSlot Slot { get; private set; }

    /// <summary>The values in a block.</summary>
    internal Span<float> Of(Span<float> block) => Slot.Of(block);

    internal void PlaceAt(int offset) => Slot = new ParameterSlot(offset, rows, columns);
}
