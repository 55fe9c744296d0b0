using System.Globalization;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What a launcher says of the processes that it has started.</summary>
/// <param name="Name">What says so.</param>
/// <param name="Kind">Whose launcher it is; null where it serves several.</param>
/// <param name="Size">How many processes there are; null where nobody says so.</param>
/// <param name="LocalSize">How many of them are on this machine; null where nobody says so.</param>
internal sealed record MpiLaunch(string Name, MpiKind? Kind, int? Size, int? LocalSize)
{
    internal static MpiLaunch OfThisProcess => Find(Environment.GetEnvironmentVariable);

    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    internal static MpiLaunch Find(Func<string, string?> variable)
    {
        // The innermost first: mpirun inside a job of Slurm inherits the job's variables.
        if (Number("OMPI_COMM_WORLD_SIZE") is { } openMpi)
        {
            return new MpiLaunch("mpirun of Open MPI", MpiKind.OpenMpi, openMpi, Number("OMPI_COMM_WORLD_LOCAL_SIZE"));
        }

        if (Number("PMI_SIZE") is { } pmi)
        {
            return new MpiLaunch("PMI, as mpirun of MPICH", MpiKind.Mpich, pmi, Number("MPI_LOCALNRANKS") ?? SlurmLocalSize());
        }

        MpiKind? kind = variable("PMIX_RANK") is not null ? MpiKind.OpenMpi : variable("PMI_RANK") is not null ? MpiKind.Mpich : null;
        return Number("SLURM_STEP_NUM_TASKS") is { } slurm
            ? new MpiLaunch("srun of Slurm", kind, slurm, SlurmLocalSize())
            : new MpiLaunch("none", kind, null, null);

        int? Number(string name) =>
            int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

        // "2(x3)": for the tasks of each node; nodes may differ, and the first ones stand for all.
        int? SlurmLocalSize() => variable("SLURM_STEP_TASKS_PER_NODE") is { } tasks
            && int.TryParse(tasks.Split('(', ',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
