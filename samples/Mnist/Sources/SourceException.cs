namespace Mnist.Sources;

/// <summary>A source could not give what it was asked for; the next one may. The message is for the user.</summary>
internal sealed class SourceException(string message, Exception? innerException = null) : Exception(message, innerException);
