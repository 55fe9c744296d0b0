using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What an MPI library calls the things that are passed to its functions.</summary>
/// <param name="World">All processes.</param>
/// <param name="Byte">The type of bytes.</param>
/// <param name="Float">The type of floats.</param>
/// <param name="InPlace">In the place of an address: what is sent is already where it is received.</param>
/// <param name="Serialized">Calls come from any thread, one at a time.</param>
internal sealed record MpiHandles(nint World, nint Byte, nint Float, nint InPlace, int Serialized)
{
    /// <param name="kind">The family of the library.</param>
    /// <param name="library">The loaded library.</param>
    internal static MpiHandles Of(MpiKind kind, nint library)
    {
        return kind switch
        {
            // Addresses of what the library exports.
            MpiKind.OpenMpi => new(Export("ompi_mpi_comm_world"), Export("ompi_mpi_byte"), Export("ompi_mpi_float"), 1, 2),
            // Numbers.
            MpiKind.Mpich => new(0x44000000, 0x4c00010d, 0x4c00040a, -1, 2),
            MpiKind.Standard => new(0x101, 0x247, 0x210, 1, 2_048),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

        nint Export(string name) => NativeLibrary.GetExport(library, name);
    }
}
