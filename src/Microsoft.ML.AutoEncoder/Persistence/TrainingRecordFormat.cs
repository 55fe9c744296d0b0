using System.Collections.ObjectModel;

namespace Microsoft.ML.AutoEncoder;

/// <summary>How what a model knows of its training is written to and read from the description in a model file.</summary>
/// <remarks>
/// <code>
/// *** Binary format ***
/// the history, see HistoryFormat
/// int: the number of the epoch whose weights the model has, 0 if there is none
/// int: number of findings
/// for each finding:
///   byte: kind
///   string: message
/// int: number of options
/// for each option:
///   string: name
///   string: value
/// the scale of the input, see InputScaleFormat
/// the state that was kept, see KeptStateFormat
/// </code>
/// </remarks>
internal static class TrainingRecordFormat
{
    private const int MaximumOptionCount = 1_000;
    private const int MaximumFindingCount = 1_000;

    internal static void Write(BinaryWriter writer, TrainingRecord training)
    {
        HistoryFormat.Write(writer, training.History);
        writer.Write(training.FittedEpoch?.Epoch ?? 0);
        writer.Write(training.Findings.Count);
        foreach (var finding in training.Findings)
        {
            writer.Write((byte)finding.Kind);
            writer.Write(finding.Message);
        }

        writer.Write(training.Options.Count);
        foreach (var (name, value) in training.Options)
        {
            writer.Write(name);
            writer.Write(value);
        }

        InputScaleFormat.Write(writer, training.Scale);
        KeptStateFormat.Write(writer, training.State);
    }

    /// <param name="reader">Where to read.</param>
    /// <param name="shape">The shape of the network.</param>
    /// <returns>The record, without its state, and what there is to know of that before its stream is read.</returns>
    /// <exception cref="InvalidDataException">This is not what a model knows of its training.</exception>
    internal static (TrainingRecord Training, KeptStateHeader? State) Read(BinaryReader reader, NetworkShape shape)
    {
        var history = HistoryFormat.Read(reader);
        var fittedEpoch = ReadFittedEpoch(reader, history);
        var findings = ReadFindings(reader);
        var options = ReadOptions(reader);
        var scale = InputScaleFormat.Read(reader, shape.InputSize);
        if (scale is not null && shape.Decoder is not [.., { Activation: Identity }])
        {
            throw new InvalidDataException("Its input was scaled, but the activation of its reconstruction is not the identity.");
        }

        var training = new TrainingRecord(history, options, scale, null) { FittedEpoch = fittedEpoch, Findings = findings };
        return (training, KeptStateFormat.Read(reader, shape, history.Count));
    }

    private static EpochMetrics? ReadFittedEpoch(BinaryReader reader, List<EpochMetrics> history)
    {
        var number = reader.ReadInt32();
        return number == 0 ? null
            : number > 0 && number <= history.Count ? history[number - 1]
            : throw new InvalidDataException($"It has the weights of epoch {number}, but its training has {history.Count} epochs.");
    }

    private static List<TrainingFinding> ReadFindings(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        if (count is < 0 or > MaximumFindingCount)
        {
            throw new InvalidDataException($"It gives the number of findings about its training as {count}.");
        }

        var findings = new List<TrainingFinding>();
        for (; count > 0; count--)
        {
            findings.Add(new TrainingFinding((TrainingFindingKind)reader.ReadByte(), reader.ReadString()));
        }

        return findings;
    }

    private static ReadOnlyDictionary<string, string> ReadOptions(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        if (count is < 0 or > MaximumOptionCount)
        {
            throw new InvalidDataException($"It gives the number of options of its training as {count}.");
        }

        // Keeps the order, in which related options stand together.
        var options = new OrderedDictionary<string, string>();
        for (; count > 0; count--)
        {
            var (name, value) = (reader.ReadString(), reader.ReadString());
            if (string.IsNullOrWhiteSpace(name) || !options.TryAdd(name, value))
            {
                throw new InvalidDataException("An option of its training has no name, or the name of another one.");
            }
        }

        return new ReadOnlyDictionary<string, string>(options);
    }
}
