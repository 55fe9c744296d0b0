using System.Runtime.InteropServices;
using System.Text;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The few functions of an MPI library that are needed.</summary>
internal sealed unsafe partial class MpiLibrary
{
    private const int Success = 0;

    // The first version of each that had the functions with today's binary interface is the one in the name of the file.
    private static readonly (MpiKind Kind, string File)[] Files =
    [
        (MpiKind.OpenMpi, "libmpi.so.40"),
        (MpiKind.Mpich, "libmpich.so.12"),
        (MpiKind.Mpich, "libmpi.so.12"),
        (MpiKind.Standard, "libmpi_abi.so.1"),
        (MpiKind.Standard, "libmpi_abi.so"),
        (MpiKind.OpenMpi, "libmpi.so"),
    ];

    private readonly nint _library;
    private readonly string _file;
    private readonly MpiHandles _handles;
    private readonly delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int> _allGather;
    private readonly delegate* unmanaged<nint, int, nint, void*, int*, int*, nint, nint, int> _allGatherParts;
    private readonly delegate* unmanaged<void*, int*, int*, nint, void*, int*, int*, nint, nint, int> _allToAll;
    private int _size;

    private MpiLibrary(nint library, string file)
    {
        (_library, _file) = (library, file);
        Kind = NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out _) ? MpiKind.OpenMpi
            : NativeLibrary.TryGetExport(library, "MPI_Abi_get_version", out var getVersion) && HasStandardInterface(getVersion)
                ? MpiKind.Standard
                : MpiKind.Mpich;
        _handles = MpiHandles.Of(Kind, library);
        _allGather = (delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int>)Function("MPI_Allgather");
        _allGatherParts = (delegate* unmanaged<nint, int, nint, void*, int*, int*, nint, nint, int>)Function("MPI_Allgatherv");
        _allToAll = (delegate* unmanaged<void*, int*, int*, nint, void*, int*, int*, nint, nint, int>)Function("MPI_Alltoallv");
    }

    internal MpiKind Kind { get; }

    /// <summary>Finds the library of the launcher, or any where there is none.</summary>
    /// <exception cref="InvalidOperationException">There is no such library.</exception>
    internal static MpiLibrary Load(MpiLaunch launch)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
        {
            throw new InvalidOperationException("Training over MPI needs Linux on a 64-bit processor.");
        }

        // MPICH over UCX takes SIGSEGV for itself, which .NET makes NullReferenceExceptions of. Not what the environment class sets,
        // which native code does not see.
        _ = SetEnvironmentVariable("UCX_HANDLE_ERRORS", "none", 0);
        foreach (var (_, file) in Files.Where(file => launch.Kind is null || file.Kind == launch.Kind || file.Kind == MpiKind.Standard))
        {
            if (NativeLibrary.TryLoad(file, out var library))
            {
                return new MpiLibrary(library, file);
            }
        }

        var wanted = launch.Kind switch
        {
            MpiKind.OpenMpi => "Open MPI, whose launcher has started this process (Debian and Ubuntu: openmpi-bin)",
            MpiKind.Mpich => "MPICH, whose launcher has started this process (Debian and Ubuntu: mpich)",
            _ => "Open MPI (Debian and Ubuntu: openmpi-bin) or MPICH (mpich), and start the program with its mpirun",
        };
        throw new InvalidOperationException(
            $"No MPI library was found (looked for {string.Join(", ", Files.Select(file => file.File))}). Install {wanted}.");
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = stackalloc byte[8_192];
        int length;
        var getVersion = (delegate* unmanaged<byte*, int*, int>)Function("MPI_Get_library_version");
        var version = getVersion(text, &length) == Success ? Encoding.UTF8.GetString(text, Math.Clamp(length, 0, 8_191)) : string.Empty;
        // MPICH writes a page, Open MPI a line.
        var line = string.Join(' ', version.Split('\n')[0].Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)).Trim('\0');
        return $"{_file} ({line.Split(',')[0]})";
    }

    /// <summary>Starts the library in this process.</summary>
    internal (int Rank, int Size) Initialize()
    {
        int isInitialized, rank, size;
        Check(((delegate* unmanaged<int*, int>)Function("MPI_Initialized"))(&isInitialized), "MPI_Initialized");
        if (isInitialized == 0)
        {
            int provided;
            var initialize = (delegate* unmanaged<void*, void*, int, int*, int>)Function("MPI_Init_thread");
            Check(initialize(null, null, _handles.Serialized, &provided), "MPI_Init_thread");
            if (provided < _handles.Serialized)
            {
                throw new InvalidOperationException(
                    $"The MPI library {this} can be called by one thread only, but a training has threads of its own. Use one that was " +
                    "built with support for threads.");
            }
        }

        Check(((delegate* unmanaged<nint, int*, int>)Function("MPI_Comm_rank"))(_handles.World, &rank), "MPI_Comm_rank");
        Check(((delegate* unmanaged<nint, int*, int>)Function("MPI_Comm_size"))(_handles.World, &size), "MPI_Comm_size");
        _size = size;
        return (rank, size);
    }

    internal void FinalizeAll() => ((delegate* unmanaged<int>)Function("MPI_Finalize"))();

    internal void AllGather(ReadOnlySpan<byte> mine, Span<byte> all)
    {
        fixed (byte* from = mine, to = all)
        {
            Check(_allGather(from, mine.Length, _handles.Byte, to, mine.Length, _handles.Byte, _handles.World), "MPI_Allgather");
        }
    }

    internal void AllGather(Span<float> values, ReadOnlySpan<int> starts)
    {
        var counts = stackalloc int[_size];
        for (var rank = 0; rank < _size; rank++)
        {
            counts[rank] = starts[rank + 1] - starts[rank];
        }

        fixed (float* all = values)
        fixed (int* first = starts)
        {
            Check(
                _allGatherParts(_handles.InPlace, 0, _handles.Float, all, counts, first, _handles.Float, _handles.World), "MPI_Allgatherv");
        }
    }

    internal void AllToAll(ReadOnlySpan<float> mine, ReadOnlySpan<int> starts, Span<float> received, int rank)
    {
        var part = starts[rank + 1] - starts[rank];
        int* counts = stackalloc int[_size], receivedCounts = stackalloc int[_size], receivedStarts = stackalloc int[_size];
        for (var other = 0; other < _size; other++)
        {
            counts[other] = starts[other + 1] - starts[other];
            receivedCounts[other] = part;
            receivedStarts[other] = part * other;
        }

        fixed (float* from = mine, to = received)
        fixed (int* first = starts)
        {
            Check(
                _allToAll(from, counts, first, _handles.Float, to, receivedCounts, receivedStarts, _handles.Float, _handles.World),
                "MPI_Alltoallv");
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironmentVariable(string name, string value, int overwrite);

    private static bool HasStandardInterface(nint getVersion)
    {
        int major, minor;
        return ((delegate* unmanaged<int*, int*, int>)getVersion)(&major, &minor) == Success && major >= 1;
    }

    private nint Function(string name) => NativeLibrary.GetExport(_library, name);

    private void Check(int code, string function)
    {
        if (code != Success)
        {
            throw new InvalidOperationException($"{function} of {_file} has failed with the code {code}.");
        }
    }
}
