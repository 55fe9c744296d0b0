using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Reads a component of ours from a model file, and says what is wrong with the file where it cannot be read.</summary>
internal static class ModelReader
{
    /// <param name="host">Raises errors.</param>
    /// <param name="ctx">The component in the file.</param>
    /// <param name="versionInfo">The format that this version of the library writes.</param>
    /// <param name="name">The component in a sentence: "autoencoder".</param>
    /// <param name="read">Reads the component.</param>
    /// <exception cref="FormatException">The component is of another kind, damaged, or from a newer version of the library.</exception>
    internal static T Read<T>(IHost host, ModelLoadContext ctx, VersionInfo versionInfo, string name, Func<T> read)
    {
        host.CheckValue(ctx, nameof(ctx));
        if (ctx.Header.ModelVerReadable > versionInfo.VerWrittenCur)
        {
            throw host.ExceptDecode(
                $"The {name} in the model file was written by a newer version of Microsoft.ML.AutoEncoder " +
                $"(format 0x{ctx.Header.ModelVerWritten:x8}; " +
                $"this version reads up to 0x{versionInfo.VerWrittenCur:x8}). Update the package.");
        }

        ctx.CheckAtModel(versionInfo);
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException or ArgumentException)
        {
            throw host.ExceptDecode(exception, $"The {name} in the model file cannot be read. {exception.Message}");
        }
    }
}
