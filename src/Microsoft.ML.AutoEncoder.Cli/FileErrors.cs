namespace AutoEncoderTool;

/// <summary>The errors of the file system in few words: the path stands before them.</summary>
internal static class FileErrors
{
    internal static string Describe(Exception exception) => exception switch
    {
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => "there is no such folder",
        UnauthorizedAccessException => "access is denied",
        _ => exception.Message,
    };
}
