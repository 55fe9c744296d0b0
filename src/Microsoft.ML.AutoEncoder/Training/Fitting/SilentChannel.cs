using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The log of a process that leaves it to another one of its group.</summary>
/// <param name="host">Raises errors.</param>
internal sealed class SilentChannel(IHost host) : IChannel
{
    /// <inheritdoc/>
    public string ShortName { get; } = "Training";

    /// <inheritdoc/>
    public string FullName => ShortName;

    /// <inheritdoc/>
    public string ContextDescription => host.ContextDescription;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public void Trace(MessageSensitivity sensitivity, string fmt, params object[] args)
    {
    }

    /// <inheritdoc/>
    public void Error(MessageSensitivity sensitivity, string fmt, params object[] args)
    {
    }

    /// <inheritdoc/>
    public void Warning(MessageSensitivity sensitivity, string fmt, params object[] args)
    {
    }

    /// <inheritdoc/>
    public void Info(MessageSensitivity sensitivity, string fmt, params object[] args)
    {
    }

    /// <inheritdoc/>
    public void Trace(MessageSensitivity sensitivity, string message)
    {
    }

    /// <inheritdoc/>
    public void Error(MessageSensitivity sensitivity, string message)
    {
    }

    /// <inheritdoc/>
    public void Warning(MessageSensitivity sensitivity, string message)
    {
    }

    /// <inheritdoc/>
    public void Info(MessageSensitivity sensitivity, string message)
    {
    }

    /// <inheritdoc/>
    public void Send(ChannelMessage message)
    {
    }

    /// <inheritdoc/>
    public TException Process<TException>(TException ex)
        where TException : Exception => ex;
}
