using System.Text.RegularExpressions;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Structure;

/// <summary>The arrows between the rooms of the library point one way.</summary>
public sealed class DependencyTests
{
    private static readonly string SourceDirectory = Path.Combine(Build.RepositoryDirectory, "src", "Microsoft.ML.AutoEncoder");

    [Fact]
    public void Only_training_mentions_TorchSharp() =>
        AssertNotMentioned(
            @"\bTorchSharp\b(?!-)", path => !path.StartsWith("Training" + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    [Fact]
    public void The_network_knows_nothing_of_data_views() =>
        AssertNotMentioned(@"Microsoft\.ML\.(Data|Runtime)\b|\bIDataView\b|\bVBuffer\b", IsNetwork);

    [Fact]
    public void The_network_knows_nothing_of_training() => AssertNotMentioned(@"AutoEncoder\.Training|\bTrainingSettings\b", IsNetwork);

    [Fact]
    public void Training_writes_no_columns() =>
        AssertNotMentioned(
            @"\bAutoEncoderTransformer\b|\bAutoEncoderColumns\b|\bIRowMapper\b",
            path => path.StartsWith("Training" + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    [Fact]
    public void State_and_loop_of_a_training_know_nothing_of_Torch() =>
        AssertNotMentioned(
            @"TorchSharp|\btorch\b|\bTensor\b|\bFlatTensor\b", path => IsTraining(path, "State") || IsTraining(path, "Loop"));

    [Fact]
    public void The_state_of_a_training_knows_nothing_of_the_loop_or_of_a_backend() => AssertNotMentioned(
        @"\bTrainingLoop\b|\bITrainingStep\b|\bTrainingBackend\b|\bTrainingRun\b|\bIOptimizer\b", path => IsTraining(path, "State"));

    [Fact]
    public void The_estimator_leaves_the_course_of_a_fit_to_training() => AssertNotMentioned(
        @"\bTrainingLoop\b|\bTrainingDataReader\b|\bCheckpoint\b|\bTrainingBackend\b|\bParameterLayout\b|\bTorchRuntime\b",
        path => path.StartsWith(nameof(AutoEncoderEstimator), StringComparison.Ordinal));

    private static bool IsTraining(string path, string room) =>
        path.StartsWith(Path.Combine("Training", room) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    [Fact]
    public void Only_graphs_mention_Protobuf() => AssertNotMentioned(
        @"\bGoogle\.Protobuf\b|\bAutoEncoder\.Onnx\b",
        path => !path.StartsWith("Graphs" + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    [Fact]
    public void The_network_knows_nothing_of_graphs_but_how_to_describe_itself() =>
        AssertNotMentioned(@"AutoEncoder\.Graphs|OnnxContext\b", IsNetwork);

    private static bool IsNetwork(string path) => path.StartsWith("Network" + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static void AssertNotMentioned(string pattern, Func<string, bool> where)
    {
        var files = Directory.EnumerateFiles(SourceDirectory, "*.cs", SearchOption.AllDirectories)
            .Where(file => where(Path.GetRelativePath(SourceDirectory, file)) && !IsGenerated(file))
            .ToArray();
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => Regex.IsMatch(WithoutComments(File.ReadAllText(file)), pattern));
    }

    private static string WithoutComments(string code) => Regex.Replace(code, "//.*", string.Empty);

    private static bool IsGenerated(string file) =>
        Path.GetRelativePath(SourceDirectory, file).Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj";
}
