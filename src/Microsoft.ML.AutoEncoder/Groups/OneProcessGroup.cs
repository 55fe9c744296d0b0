using System.Globalization;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A single process that stands for several, with a thread for each. Keeps nothing: any number of fits may use it at
/// once.</summary>
internal sealed class OneProcessGroup : TrainingGroup
{
    private const int MostParts = 1_024;

    internal OneProcessGroup(int size) => PartCount = size is > 0 and <= MostParts
        ? size
        : throw new ArgumentOutOfRangeException(
            nameof(size),
            string.Create(CultureInfo.InvariantCulture, $"A process can stand for 1 to {MostParts:#,0} others, not for {size}."));

    /// <inheritdoc/>
    public override int Rank => 0;

    /// <inheritdoc/>
    public override int Size => 1;

    /// <inheritdoc/>
    internal override int PartCount { get; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PartCount} in one process");

    /// <inheritdoc/>
    protected internal override void Gather(ReadOnlySpan<byte> mine, Span<byte> all) => mine.CopyTo(all);

    /// <inheritdoc/>
    protected internal override void ExchangeParts(ReadOnlySpan<float> mine, ReadOnlySpan<int> starts, Span<float> received) =>
        mine.CopyTo(received);

    /// <inheritdoc/>
    protected internal override void GatherParts(Span<float> values, ReadOnlySpan<int> starts)
    {
    }

    /// <inheritdoc/>
    internal override bool TryEnter() => true;
}
