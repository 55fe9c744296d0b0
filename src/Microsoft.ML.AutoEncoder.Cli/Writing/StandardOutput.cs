using Microsoft.Win32.SafeHandles;

namespace AutoEncoderTool.Writing;

/// <summary>Tells the end of a reader from other errors: <c>head</c> has seen enough, and that is no failure.</summary>
internal sealed class StandardOutput(Stream stream) : Stream
{
    /// <summary>The standard output of this process.</summary>
    internal static Stream OpenProcess()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        // The console's own stream hides that nobody reads a pipe any more. A file, on the other hand, is shared with other processes,
        // and a file stream would not move their place in it.
        var file = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return file.CanSeek ? Console.OpenStandardOutput() : file;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            stream.Write(buffer);
        }
        catch (IOException exception) when (IsBrokenPipe(exception))
        {
            throw new BrokenPipeException(exception);
        }
    }

    public override void Flush()
    {
        try
        {
            stream.Flush();
        }
        catch (IOException exception) when (IsBrokenPipe(exception))
        {
            throw new BrokenPipeException(exception);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // EPIPE, ERROR_BROKEN_PIPE and ERROR_NO_DATA.
    private static bool IsBrokenPipe(IOException exception) => OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is 109 or 232
        : exception.HResult == 32;
}
