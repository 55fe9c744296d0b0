namespace AutoEncoderTool;

/// <summary>The errors of the library, without what only a programmer needs.</summary>
internal static class LibraryErrors
{
    internal static string Describe(Exception exception)
    {
        var innermost = exception is AggregateException { InnerExceptions: [var single] } ? single : exception;
        return innermost is ArgumentException { ParamName: not null } argument ? WithoutParameter(argument) : innermost.Message;
    }

    private static string WithoutParameter(ArgumentException exception)
    {
        var message = exception.Message.ReplaceLineEndings(" ");
        var end = message.IndexOf($" (Parameter '{exception.ParamName}')", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
