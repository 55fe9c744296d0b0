using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>How the state of a training is written to and read from a checkpoint.</summary>
/// <remarks>
/// <code>
/// *** Binary format ***
/// the history, see HistoryFormat
/// int: number of optimizer steps
/// int: the seed of the order of the rows
/// int: number of batches of the current epoch that are done
/// long: number of rows of the current epoch that are done
/// float: learning rate of the last step
/// long: time that the current epoch has taken, in ticks of 100 ns
/// int: number of losses
/// double[]: the losses, summed over those rows
/// int: number of buffers
/// for each buffer:
///   string: name
///   int: number of values
///   float[]: the values
/// </code>
/// </remarks>
internal static class TrainingStateFormat
{
    internal static void Write(BinaryWriter writer, TrainingState state)
    {
        HistoryFormat.Write(writer, state.History);
        writer.Write(state.StepCount);
        writer.Write(state.OrderSeed);
        writer.Write(state.Epoch.BatchCount);
        writer.Write(state.Epoch.RowCount);
        writer.Write(state.Epoch.LearningRate);
        writer.Write(state.Epoch.Elapsed.Ticks);
        writer.Write(state.Epoch.Losses.Length);
        Array.ForEach(state.Epoch.Losses, writer.Write);
        writer.Write(state.Buffers.Count);
        foreach (var (name, values) in state.Buffers)
        {
            writer.Write(name);
            writer.Write(values.Length);
            writer.Write(MemoryMarshal.AsBytes(values.Span));
        }
    }

    /// <summary>Reads into the state of a training of the same kind that has not begun. What is read decides about no allocation.</summary>
    /// <exception cref="InvalidDataException">The state is that of a training of another kind, or none.</exception>
    /// <exception cref="EndOfStreamException">There is less than a state.</exception>
    internal static void Read(BinaryReader reader, TrainingState state)
    {
        state.RestoreHistory(HistoryFormat.Read(reader));
        state.StepCount = (int)NotNegative(reader.ReadInt32(), "steps");
        state.OrderSeed = reader.ReadInt32();
        state.Epoch.BatchCount = (int)NotNegative(reader.ReadInt32(), "batches");
        state.Epoch.RowCount = NotNegative(reader.ReadInt64(), "rows");
        state.Epoch.LearningRate = reader.ReadSingle();
        state.Epoch.Elapsed = TimeSpan.FromTicks(NotNegative(reader.ReadInt64(), "ticks"));
        Expect(reader.ReadInt32(), state.Epoch.Losses.Length, "losses");
        foreach (ref var loss in state.Epoch.Losses.AsSpan())
        {
            loss = reader.ReadDouble();
        }

        ReadBuffers(reader, state.Buffers.ToDictionary(buffer => buffer.Name, buffer => buffer.Values));
    }

    private static void ReadBuffers(BinaryReader reader, Dictionary<string, Memory<float>> missing)
    {
        for (var rest = NotNegative(reader.ReadInt32(), "buffers"); rest > 0; rest--)
        {
            var name = reader.ReadString();
            if (!missing.Remove(name, out var values))
            {
                throw new InvalidDataException($"It has the values '{name}', which this training does not have, or has only once.");
            }

            Expect(reader.ReadInt32(), values.Length, $"values of '{name}'");
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.Span));
        }

        if (missing.Count > 0)
        {
            var name = missing.Keys.Order(StringComparer.Ordinal).First();
            throw new InvalidDataException($"It lacks the values '{name}', which this training has.");
        }
    }

    private static long NotNegative(long count, string what) =>
        count >= 0 ? count : throw new InvalidDataException(FormattableString.Invariant($"It gives the number of {what} as {count}."));

    private static void Expect(int count, int expected, string what)
    {
        if (count != expected)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"It gives the number of {what} as {count}, and this training has {expected}."));
        }
    }
}
