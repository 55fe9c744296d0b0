namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>All processes of a group begin where the one that leads does.</summary>
/// <param name="link">The processes.</param>
/// <param name="inner">Where that one begins.</param>
internal sealed class GroupInitialState(GroupLink link, IInitialState inner) : IInitialState
{
    /// <inheritdoc/>
    public void Fill(ParameterLayout layout, TrainingState state)
    {
        if (link.Leads)
        {
            inner.Fill(layout, state);
        }

        if (link.Size == 1)
        {
            return;
        }

        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        if (link.Leads)
        {
            TrainingStateFormat.Write(writer, state);
            writer.Flush();
        }

        using var received = new MemoryStream(link.Spread(GroupStep.InitialState, memory.ToArray()));
        if (!link.Leads)
        {
            using var reader = new BinaryReader(received);
            TrainingStateFormat.Read(reader, state);
        }
    }
}
