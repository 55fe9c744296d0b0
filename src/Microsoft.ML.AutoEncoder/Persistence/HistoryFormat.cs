using System.Collections.ObjectModel;

namespace Microsoft.ML.AutoEncoder;

/// <summary>How the history of a training is written to and read from a file.</summary>
/// <remarks>
/// <code>
/// *** Binary format ***
/// int: number of epochs
/// for each epoch:
///   double: reconstruction loss
///   int: number of penalties
///   for each penalty:
///     string: name
///     double: value
///   double: explained variance, NaN if there is none
///   double: validation loss, NaN if there is none
///   double: explained variance of the validation rows, NaN if there is none
///   byte: 1 if labels of training rows were measured, plus 2 if labels of validation rows were, plus 4 if that decides about stopping
///   for each of both that was:
///     double: loss
///     double: accuracy, NaN if there is none
///     double: R², NaN if there is none
///   float: learning rate
///   double: rows per second
///   long: elapsed time in ticks of 100 ns
/// </code>
/// </remarks>
internal static class HistoryFormat
{
    // Times are added up, and their sum must be one too.
    private const long MostTicks = 100_000 * TimeSpan.TicksPerDay;

    internal static void Write(BinaryWriter writer, IReadOnlyList<EpochMetrics> history)
    {
        writer.Write(history.Count);
        foreach (var epoch in history)
        {
            writer.Write(epoch.ReconstructionLoss);
            writer.Write(epoch.Penalties.Count);
            foreach (var (name, value) in epoch.Penalties)
            {
                writer.Write(name);
                writer.Write(value);
            }

            writer.Write(epoch.ExplainedVariance ?? double.NaN);
            writer.Write(epoch.ValidationLoss ?? double.NaN);
            writer.Write(epoch.ValidationExplainedVariance ?? double.NaN);
            WriteLabels(writer, epoch);
            writer.Write(epoch.LearningRate);
            writer.Write(epoch.RowsPerSecond);
            writer.Write(epoch.Elapsed.Ticks);
        }
    }

    /// <exception cref="InvalidDataException">A number of epochs or penalties is negative, or a penalty has two values, or a time is
    /// impossible.</exception>
    internal static List<EpochMetrics> Read(BinaryReader reader)
    {
        var count = ReadCount(reader, "epochs");
        var history = new List<EpochMetrics>();
        for (var i = 1; i <= count; i++)
        {
            var reconstructionLoss = reader.ReadDouble();
            var penalties = ReadPenalties(reader);
            var explainedVariance = ReadOptional(reader);
            var validationLoss = ReadOptional(reader);
            var validationExplainedVariance = ReadOptional(reader);
            var labels = ReadLabelFlags(reader);
            history.Add(new EpochMetrics
            {
                Epoch = i,
                ReconstructionLoss = reconstructionLoss,
                Penalties = penalties,
                ExplainedVariance = explainedVariance,
                ValidationLoss = validationLoss,
                ValidationExplainedVariance = validationExplainedVariance,
                Labels = labels.HasFlag(LabelFlags.Training) ? ReadLabels(reader) : null,
                ValidationLabels = labels.HasFlag(LabelFlags.Validation) ? ReadLabels(reader) : null,
                MonitorsLabels = labels.HasFlag(LabelFlags.AreMonitored),
                LearningRate = reader.ReadSingle(),
                RowsPerSecond = reader.ReadDouble(),
                Elapsed = ReadTime(reader),
            });
        }

        return history;
    }

    private static void WriteLabels(BinaryWriter writer, EpochMetrics epoch)
    {
        writer.Write((byte)(
            (epoch.Labels is null ? LabelFlags.None : LabelFlags.Training)
            | (epoch.ValidationLabels is null ? LabelFlags.None : LabelFlags.Validation)
            | (epoch.MonitorsLabels ? LabelFlags.AreMonitored : LabelFlags.None)));
        foreach (var labels in new[] { epoch.Labels, epoch.ValidationLabels }.OfType<LabelMetrics>())
        {
            writer.Write(labels.Loss);
            writer.Write(labels.Accuracy ?? double.NaN);
            writer.Write(labels.RSquared ?? double.NaN);
        }
    }

    private static LabelFlags ReadLabelFlags(BinaryReader reader)
    {
        var flags = (LabelFlags)reader.ReadByte();
        return flags <= LabelFlags.All ? flags : throw new InvalidDataException($"It gives {(int)flags} for what was measured of labels.");
    }

    private static LabelMetrics ReadLabels(BinaryReader reader) => new()
    {
        Loss = reader.ReadDouble(),
        Accuracy = ReadOptional(reader),
        RSquared = ReadOptional(reader),
    };

    private static double? ReadOptional(BinaryReader reader)
    {
        var value = reader.ReadDouble();
        return double.IsNaN(value) ? null : value;
    }

    private static IReadOnlyDictionary<string, double> ReadPenalties(BinaryReader reader)
    {
        var count = ReadCount(reader, "penalties");
        if (count == 0)
        {
            return ReadOnlyDictionary<string, double>.Empty;
        }

        var penalties = new List<(string Name, double Value)>();
        for (; count > 0; count--)
        {
            penalties.Add((reader.ReadString(), reader.ReadDouble()));
        }

        return EpochMetrics.NamePenalties(penalties);
    }

    private static TimeSpan ReadTime(BinaryReader reader)
    {
        var ticks = reader.ReadInt64();
        return ticks >= 0 && ticks <= MostTicks
            ? TimeSpan.FromTicks(ticks)
            : throw new InvalidDataException($"It gives the time of an epoch as {ticks} ticks.");
    }

    private static int ReadCount(BinaryReader reader, string what)
    {
        var count = reader.ReadInt32();
        return count >= 0 ? count : throw new InvalidDataException($"It gives the number of {what} as {count}.");
    }

    [Flags]
    private enum LabelFlags : byte
    {
        None = 0,
        Training = 1,
        Validation = 2,
        AreMonitored = 4,
        All = Training | Validation | AreMonitored,
    }
}
