using System.Text.RegularExpressions;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Structure;

/// <summary>The arrows between the rooms of the library point one way:
/// top → Columns, Scoring, Training/Fitting → Loop → State, Backends → Layers → Network.</summary>
public sealed class DependencyTests
{
    private static readonly string SourceDirectory = Path.Combine(Build.RepositoryDirectory, "src", "Microsoft.ML.AutoEncoder");

    /// <summary>What a room must not know, all rooms in a folder included.</summary>
    private static readonly Dictionary<string, string[]> Forbidden = new()
    {
        ["Network"] =
        [
            Room.Top, "Options", "Columns", "Scoring", "Training", "Anomaly", "Decoding", "Persistence", "Random", "Graphs", "Inspection",
        ],
        ["Random"] = [Room.Top, "Options", "Columns", "Scoring", "Training", "Anomaly", "Decoding", "Persistence", "Network", "Graphs"],
        ["Groups"] =
        [
            Room.Top, "Tuning", "Options", "Columns", "Scoring", "Training", "Anomaly", "Decoding", "Persistence", "Random", "Graphs",
            "Network", "Inspection",
        ],
        ["Columns"] = [Room.Top, "Options", "Training", "Anomaly", "Decoding"],
        ["Graphs"] = [Room.Top, "Options", "Columns", "Scoring", "Training", "Anomaly", "Decoding", "Persistence", "Random"],
        ["Scoring"] = [Room.Top, "Options", "Training", "Anomaly", "Decoding", "Persistence"],
        ["Persistence"] = [Room.Top, "Options", "Scoring", "Training", "Anomaly", "Decoding", "Graphs"],
        ["Decoding"] = [Room.Top, "Options", "Training", "Anomaly"],
        ["Anomaly"] = ["Training", "Decoding"],
        ["Inspection"] = [Room.Top, "Options", "Columns", "Scoring", "Training", "Anomaly", "Decoding", "Graphs", "Random"],
        ["Tuning"] =
        [
            "Scoring", "Anomaly", "Decoding", "Graphs", "Network", "Training/Fitting", "Training/Loop", "Training/State",
            "Training/Backends", "Training/Layers", "Training/Optimization", "Training/Tensors",
        ],
        ["Options"] =
        [
            "Tuning", "Columns", "Scoring", "Anomaly", "Decoding", "Persistence", "Graphs", "Training/Fitting", "Training/Loop",
            "Training/State", "Training/Backends", "Training/Layers", "Training/Data", "Training/Optimization",
        ],
        ["Training"] = [Room.Top, "Tuning", "Options", "Columns", "Scoring", "Anomaly", "Decoding", "Persistence", "Graphs"],
        ["Training/Loop"] = ["Training/Fitting"],
        ["Training/State"] = ["Training/Fitting", "Training/Loop", "Training/Backends"],
        ["Training/Backends"] = ["Training/Fitting", "Training/Loop"],
        ["Training/Layers"] = ["Training/Fitting", "Training/Loop", "Training/State", "Training/Backends"],
        ["Training/Data"] = ["Training/Fitting", "Training/Loop", "Training/State", "Training/Layers"],
        ["Training/Optimization"] = ["Training/Fitting", "Training/Loop", "Training/Layers", "Training/Data"],
        ["Training/Losses"] = ["Training/Fitting", "Training/Loop", "Training/State", "Training/Backends", "Training/Data"],
        ["Training/Regularizers"] = ["Training/Fitting", "Training/Loop", "Training/State", "Training/Backends", "Training/Data"],
        ["Training/Corruptions"] =
        [
            "Training/Fitting", "Training/Loop", "Training/State", "Training/Backends", "Training/Data", "Training/Layers",
        ],
        ["Training/Schedules"] = ["Training/Fitting", "Training/State", "Training/Backends", "Training/Data", "Training/Layers"],
        ["Training/Tensors"] =
        [
            "Training/Fitting", "Training/Loop", "Training/State", "Training/Backends", "Training/Data", "Training/Layers",
            "Training/Optimization", "Training/Losses", "Training/Regularizers", "Training/Random",
        ],
        ["Training/Diagnosis"] =
        [
            "Training/Fitting", "Training/Loop", "Training/State", "Training/Backends", "Training/Layers", "Training/Optimization",
        ],
        ["Training/Labels"] =
        [
            "Training/Fitting", "Training/Loop", "Training/State", "Training/Optimization", "Training/Losses", "Training/Regularizers",
            "Training/Corruptions",
        ],
        ["Training/Random"] = ["Training/Fitting", "Training/Loop", "Training/State", "Training/Data", "Training/Layers"],
    };

    /// <summary>The types that a room may know for all that, with the reason.</summary>
    private static readonly (string Room, string Type, string Reason)[] Exceptions =
    [
        ("Tuning", "Activation", "Rows are read as they are, whatever the output is bounded by."),
        ("Groups", "Batch", "A cursor of ML.NET has a property of this name."),
        ("Training", "EpochMetrics", "What the user's callback gets is what training writes down of an epoch."),
        ("Training", "LabelMetrics", "The part of it that is about labels."),
        ("Training", "TrainingFinding", "What a user reads of a finished training is what the look at it has found."),
        ("Training", "TrainingFindingKind", "The same."),
        ("Inspection", "TrainingFinding", "A summary ends with them."),
        ("Persistence", "TrainingFinding", "They are saved with the model."),
        ("Persistence", "TrainingFindingKind", "The same."),
        ("Inspection", "EpochMetrics", "The history of a fitted model is a list of them."),
        ("Persistence", "EpochMetrics", "The history of a fitted model is a list of them."),
        ("Persistence", "LabelMetrics", "The part of it that is about labels."),
        ("Scoring", "AutoEncoderTransformer", "A mapper of ML.NET saves the transformer that it belongs to."),
        ("Training", "ColumnChecks", "The rows to train on are read by the checks that scoring reads its rows by."),
        ("Training", "HistoryFormat", "A checkpoint and a model file write a history alike."),
        ("Training", "KeptState", "What a training ends with is what a fitted model keeps of it."),
        ("Training", "KeptBuffer", "The same."),
    ];

    public static TheoryData<string, string> Arrows => [.. Forbidden.SelectMany(room => room.Value.Select(other => (room.Key, other)))];

    [Theory]
    [MemberData(nameof(Arrows))]
    public void Room_does_not_know(string room, string other)
    {
        var allowed = Exceptions.Where(exception => exception.Room == room).Select(exception => exception.Type);
        var mentions = new Room(room).FindMentions(new Room(other)).Where(mention => !allowed.Contains(mention.Split(": ")[1])).ToArray();
        Assert.True(mentions.Length == 0, $"{room} knows {other}: {string.Join(", ", mentions)}");
    }

    /// <summary>A room that is renamed or new must not drop out of the list.</summary>
    [Fact]
    public void Each_room_has_arrows()
    {
        Assert.Equal(Room.AllFolders.Order(), Forbidden.Keys.Where(room => !room.Contains('/')).Order());
        Assert.All(Forbidden.Keys, room => Assert.NotEmpty(new Room(room).Files));
        Assert.NotEmpty(new Room(Room.Top).Files);
    }

    /// <summary>The search finds the arrows that are there.</summary>
    [Theory]
    [InlineData(Room.Top, "Columns", "AutoEncoderEstimator.cs: AutoEncoderColumns")]
    [InlineData("Training/Layers", "Network", "ParameterLayout.cs: NetworkShape")]
    [InlineData("Training/Losses", "Training/Regularizers", "Objective.cs: AutoEncoderRegularizer")]
    public void Mentions_are_found(string room, string other, string mention) =>
        Assert.Contains(mention, new Room(room).FindMentions(new Room(other)));

    /// <summary>Training gets a snapshot. In words, because a name in nameof leaves no other trace.</summary>
    [Fact]
    public void Training_does_not_name_the_estimator_or_its_options() =>
        AssertNotMentioned(
            @"\bAutoEncoderEstimator\b|\bOptions\b",
            path => path.StartsWith("Training" + Path.DirectorySeparatorChar, StringComparison.Ordinal));

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
