using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>How the state of a training is written to and read from a checkpoint.</summary>
/// <remarks>
/// <code>
/// *** Binary format ***
/// the history, see HistoryFormat
/// int: number of optimizer steps
/// float[n]: parameters and running statistics, see ParameterLayout
/// float[m]: first moments, m being the number of the parameters rounded up to whole vectors
/// float[m]: second moments
/// float[n]: best parameters and their running statistics, if they are kept
/// </code>
/// </remarks>
internal static class TrainingStateFormat
{
    internal static void Write(BinaryWriter writer, TrainingState state)
    {
        HistoryFormat.Write(writer, state.History);
        writer.Write(state.Optimizer.StepCount);
        writer.Write(MemoryMarshal.AsBytes(state.Parameters.Values));
        writer.Write(MemoryMarshal.AsBytes(state.Optimizer.FirstMoments.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(state.Optimizer.SecondMoments.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(state.BestParameters.AsSpan()));
    }

    /// <summary>Reads into the state of a training of the same kind that has not begun.</summary>
    internal static void Read(BinaryReader reader, TrainingState state)
    {
        state.RestoreHistory(HistoryFormat.Read(reader));
        state.Optimizer.StepCount = reader.ReadInt32();
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(state.Parameters.Values));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(state.Optimizer.FirstMoments.AsSpan()));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(state.Optimizer.SecondMoments.AsSpan()));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(state.BestParameters.AsSpan()));
    }
}
