namespace AutoEncoderTool.Writing;

/// <summary>Nobody reads standard output any more.</summary>
internal sealed class BrokenPipeException(IOException cause) : Exception(cause.Message, cause);
