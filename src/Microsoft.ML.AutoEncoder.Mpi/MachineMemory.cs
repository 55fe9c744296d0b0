using System.Buffers;
using System.IO.MemoryMappedFiles;
using System.Runtime.Versioning;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Memory that the processes of one machine share: a file in the machine's memory, which has no name any more as soon as all
/// have found it. So nothing is left of processes that are killed.</summary>
internal sealed unsafe class MachineMemory : MemoryManager<float>
{
    private const string Folder = "/dev/shm";

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly float* _start;
    private readonly int _length;

    private MachineMemory(FileStream file, int length)
    {
        _length = length;
        _file = MemoryMappedFile.CreateFromFile(
            file, mapName: null, capacity: 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, (long)length * sizeof(float));
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = (float*)start;
    }

    /// <summary>Makes the memory that others open.</summary>
    /// <param name="name">A name that no other memory has.</param>
    /// <param name="length">The number of values.</param>
    /// <returns>Null where there is not as much, or none that can be shared.</returns>
    [UnsupportedOSPlatform("windows")]
    internal static MachineMemory? TryCreate(Guid name, int length) => Try(() =>
    {
        var size = (long)length * sizeof(float);
        var file = new FileStream(PathOf(name), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            // Refused now, if there is not as much; later it would be the end of the process.
            PreallocationSize = size,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        file.SetLength(size);
        return new MachineMemory(file, length);
    });

    /// <summary>Opens memory that another process has made.</summary>
    /// <returns>Null where there is none of that name: it is on another machine, or in another container.</returns>
    internal static MachineMemory? TryOpen(Guid name, int length) => Try(() => new MachineMemory(
        new FileStream(PathOf(name), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), length));

    /// <summary>Takes the name away. Who has the memory keeps it.</summary>
    internal static void Hide(Guid name) => Try<object>(() =>
    {
        File.Delete(PathOf(name));
        return null;
    });

    /// <inheritdoc/>
    public override Span<float> GetSpan() => new(_start, _length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private static string PathOf(Guid name) => $"{Folder}/autoencoder-{name:N}";

    private static T? Try<T>(Func<T?> action)
        where T : class
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
