namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What a process has read, part by part, and what all processes of its group know of the rows of all of them.</summary>
internal sealed class RowParts
{
    private readonly GroupLink _link;
    private readonly TrainingInput[] _training;

    private RowParts(GroupLink link, TrainingInput[] training, TrainingInput all)
    {
        (_link, _training) = (link, training);
        All = all;
        LargestRowCount = training.Max(part => part.RowCount);
    }

    /// <summary>What there is to train on in all parts, as if it were in one.</summary>
    internal TrainingInput All { get; private init; }

    /// <summary>The rows for validation that this process has, in as many parts as there are to train on; null if there are none.</summary>
    internal IReadOnlyList<RowStore>? Validation { get; private init; }

    /// <summary>How many of them all processes have.</summary>
    internal int ValidationRowCount { get; private init; }

    /// <summary>The number of rows in the largest part, which decides how many steps an epoch has.</summary>
    internal long LargestRowCount { get; private init; }

    /// <summary>Tells the rows of all parts from others; null if nobody asks.</summary>
    internal string? Hash { get; private init; }

    /// <summary>Tells the other processes what was read, and hears it from them.</summary>
    /// <param name="link">The processes.</param>
    /// <param name="training">What there is to train on, for each part of this process.</param>
    /// <param name="validation">The rows for validation, for each part; null if there are none.</param>
    /// <param name="hash">Tells the rows of this process from others; null if nobody asks.</param>
    internal static RowParts Join(GroupLink link, TrainingInput[] training, RowStore[]? validation, string? hash)
    {
        if (!link.IsGroup)
        {
            return new RowParts(link, training, training[0])
            {
                Validation = validation,
                ValidationRowCount = validation?[0].RowCount ?? 0,
                Hash = hash,
            };
        }

        var first = training[0];
        var counts = link.Gather(GroupStep.Rows, [.. training.Select(part => (double)part.RowCount)]);
        var weights = link.Gather(GroupStep.Rows, [.. training.Select(part => part.TotalWeight)]);
        var validationCount = validation is null ? 0 : link.Sum(GroupStep.Rows, validation.Sum(part => part.RowCount));
        var values = new ValueStatistics(first.RowSize);
        foreach (var bytes in link.GatherParts(GroupStep.Values, [.. training.Select(part => part.Values.ToBytes())]))
        {
            values.Add(bytes);
        }

        var parts = link.Size * link.PartCount;
        var sample = new RowStore(first.RowSize, first.HasWeights);
        var most = Math.Max(1, EvenSample.Capacity(first.RowSize) / parts);
        foreach (var bytes in link.GatherParts(GroupStep.Sample, [.. training.Select(part => RowBytes.Write(Reduce(part.Sample, most)))]))
        {
            RowBytes.Read(bytes, sample);
        }

        var all = new TrainingInput(
            first.RowSize,
            (long)counts.Sum(),
            Sum(weights),
            first.HasWeights,
            first.BufferRowCount,
            (batchSize, seed) => new GroupBatches(
                [.. training.Select((part, i) => part.CreateFeed(
                    batchSize / link.PartCount, GroupBatches.Seed(seed, (link.Rank * link.PartCount) + i)))],
                link))
        {
            Values = values,
            Sample = sample,
            SlotName = first.SlotName,
            Scale = scale => Array.ForEach(training, part => part.Scale(scale)),
        };
        return new RowParts(link, training, all)
        {
            Validation = validation,
            ValidationRowCount = (int)validationCount,
            LargestRowCount = (long)counts.Max(),
            Hash = hash is null
                ? null
                : string.Join(' ', link.Gather(GroupStep.Rows, Convert.FromHexString(hash)).Select(Convert.ToHexString)),
        };
    }

    /// <summary>The part of rows that all processes have which is measured by this process, shared out as validation rows are.</summary>
    internal IReadOnlyList<RowStore> Share(RowStore rows)
    {
        if (!_link.IsGroup)
        {
            return [rows];
        }

        var parts = _link.Size * _training.Length;
        return [.. Enumerable.Range(_link.Rank * _training.Length, _training.Length).Select(part =>
            rows.Slice((int)((long)rows.RowCount * part / parts), (int)((long)rows.RowCount * (part + 1) / parts)))];
    }

    private static RowStore Reduce(RowStore rows, int most)
    {
        while (rows.RowCount > most)
        {
            rows = rows.Copy(stride: 2);
        }

        return rows;
    }

    private static double Sum(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }
}
