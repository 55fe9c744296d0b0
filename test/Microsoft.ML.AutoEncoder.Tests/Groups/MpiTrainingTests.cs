using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Groups;

/// <summary>Processes that an MPI launcher has started train one model, with the bits of one process.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class MpiTrainingTests : IDisposable
{
    private static readonly string[] Cases =
    [
        "plain", "kl-sparse", "variational", "batch-normalised", "weighted", "clipped", "streamed", "wide-step", "stopped", "detector",
    ];

    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string, string, int> Runs
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (var launcher in Mpirun.Launchers)
            {
                data.Add(launcher, "mpi", 2);
                data.Add(launcher, "mpi", 3);
                data.Add(launcher, "mpi", 4);
                data.Add(launcher, "mpi-apart", 3);
            }

            return data;
        }
    }

    public void Dispose() => _directory.Dispose();

    [Theory, MemberData(nameof(Runs))]
    public void Processes_get_the_bits_of_one_process_with_as_many_threads(string launcher, string group, int size)
    {
        Mpirun.Run(launcher, size, ["train", group, _directory.File("group"), .. Cases]).EnsureSuccess();
        Mpirun.RunAlone(["train", $"{size}", _directory.File("one"), .. Cases]).EnsureSuccess();

        var ranks = Enumerable.Range(0, size).Select(rank => File.ReadAllLines(_directory.File($"group.{rank}"))).ToArray();
        Assert.All(ranks, lines => Assert.Equal(ranks[0], lines));
        Assert.Equal($"of {size}", ranks[0][^1]);
        Assert.Equal(Bits(File.ReadAllLines(_directory.File("one.0"))), Bits(ranks[0]));
        Assert.Equal(Cases.Length, Bits(ranks[0]).Length);
    }

    private static string[] Bits(string[] lines) => [.. lines.Where(line => line.StartsWith("bits ", StringComparison.Ordinal))];
}
