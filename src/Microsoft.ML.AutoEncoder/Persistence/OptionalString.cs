namespace Microsoft.ML.AutoEncoder;

/// <summary>How a text that may be null is written and read: a bool that says whether there is one, and then the text.</summary>
internal static class OptionalString
{
    internal static void Write(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
        {
            writer.Write(text);
        }
    }

    internal static string? Read(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}
