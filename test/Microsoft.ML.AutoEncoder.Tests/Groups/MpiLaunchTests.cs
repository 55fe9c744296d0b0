using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Groups;

/// <summary>Which launcher has started a process.</summary>
public sealed class MpiLaunchTests
{
    public static TheoryData<string, string?, int?, int?> Launches => new()
    {
        { "", null, null, null },
        { "OMPI_COMM_WORLD_SIZE=4 OMPI_COMM_WORLD_LOCAL_SIZE=2", "OpenMpi", 4, 2 },
        { "OMPI_COMM_WORLD_SIZE=4 SLURM_STEP_NUM_TASKS=1", "OpenMpi", 4, null },
        { "PMI_SIZE=3 PMI_RANK=0 MPI_LOCALNRANKS=3", "Mpich", 3, 3 },
        { "PMIX_RANK=0 SLURM_STEP_NUM_TASKS=8 SLURM_STEP_TASKS_PER_NODE=2(x4)", "OpenMpi", 8, 2 },
        { "PMI_SIZE=8 PMI_RANK=0 SLURM_STEP_NUM_TASKS=8 SLURM_STEP_TASKS_PER_NODE=4,4", "Mpich", 8, 4 },
        { "SLURM_STEP_NUM_TASKS=2 SLURM_STEP_TASKS_PER_NODE=2", null, 2, 2 },
        { "OMPI_COMM_WORLD_SIZE=many", null, null, null },
    };

    [Theory, MemberData(nameof(Launches))]
    public void Launcher_is_known_by_its_variables(string environment, string? kind, int? size, int? localSize)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        var launch = MpiLaunch.Find(variables.GetValueOrDefault);

        Assert.Equal((kind, size, localSize), (launch.Kind?.ToString(), launch.Size, launch.LocalSize));
    }
}
