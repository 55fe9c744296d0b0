namespace Microsoft.ML.AutoEncoder;

/// <summary>A family of MPI libraries whose binary interface is the same.</summary>
internal enum MpiKind
{
    OpenMpi,
    Mpich,

    /// <summary>The standard binary interface of MPI 5.</summary>
    Standard,
}
