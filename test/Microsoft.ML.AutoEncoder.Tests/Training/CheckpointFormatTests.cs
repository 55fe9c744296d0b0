using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.AutoEncoder.Training;
using Microsoft.ML.Runtime;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>Checkpoints that say something false, under a checksum that is right.</summary>
public sealed class CheckpointFormatTests : IDisposable
{
    private const int VersionPosition = 8;
    private const int LineCountPosition = 12;
    private const int ParameterCount = 64;

    private readonly TemporaryDirectory _directory = new();
    private readonly IHost _host = ((IHostEnvironment)new MLContext(1)).Register("test");

    private string Path => _directory.File("training.checkpoint");

    private Checkpoint Checkpoint => new(_host, Path, ["first line", "second line"]);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void State_comes_back_as_it_was()
    {
        var state = State();
        var elapsed = TimeSpan.FromSeconds(3);
        state.RestoreHistory(
            [new EpochMetrics { Epoch = 1, ReconstructionLoss = 0.5, LearningRate = 0.1f, RowsPerSecond = 7, Elapsed = elapsed }]);
        (state.StepCount, state.OrderSeed) = (11, -5);
        (state.Epoch.BatchCount, state.Epoch.RowCount, state.Epoch.LearningRate) = (2, 1L << 40, 0.25f);
        state.Epoch.Elapsed = TimeSpan.FromSeconds(2);
        state.Epoch.Losses[1] = 0.125;
        for (var i = 0; i < state.Buffers.Count; i++)
        {
            state.Buffers[i].Values.Span.Fill(i + 0.5f);
        }

        Checkpoint.Save(state);
        var restored = State();

        Assert.True(Checkpoint.TryRestore(restored));
        Assert.Equal((11, -5), (restored.StepCount, restored.OrderSeed));
        Assert.Equal((2, 1L << 40, 0.25f), (restored.Epoch.BatchCount, restored.Epoch.RowCount, restored.Epoch.LearningRate));
        Assert.Equal(TimeSpan.FromSeconds(5), restored.Elapsed);
        Assert.Equal([0, 0.125], restored.Epoch.Losses);
        Assert.Equal(state.History, restored.History, (one, other) => one.ReconstructionLoss == other.ReconstructionLoss);
        Assert.Equal(state.Buffers.Select(buffer => buffer.Name), restored.Buffers.Select(buffer => buffer.Name));
        Assert.All(restored.Buffers.Zip(state.Buffers), pair => Assert.Equal(pair.Second.Values.ToArray(), pair.First.Values.ToArray()));
    }

    [Theory]
    [InlineData(100_000_000)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    public void False_number_of_lines_is_refused_before_anything_is_allocated(int count)
    {
        Write(file => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(LineCountPosition), count));
        var before = GC.GetAllocatedBytesForCurrentThread();

        AssertRefused($"It gives the number of lines of its description as {count}.");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Other_version_of_the_format_is_refused(int version)
    {
        Write(file => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(VersionPosition), version));

        AssertRefused($"It has version {version} of the format, and this library reads version 2.");
    }

    [Fact]
    public void Unknown_buffer_is_refused()
    {
        Checkpoint.Save(State("other.moments"));

        AssertRefused("It has the values 'other.moments', which this training does not have, or has only once.");
    }

    [Fact]
    public void Missing_buffer_is_refused()
    {
        Checkpoint.Save(State([]));

        AssertRefused("It lacks the values 'moments', which this training has.");
    }

    [Theory]
    [InlineData(32)]
    [InlineData(128)]
    public void Buffer_of_another_length_is_refused(int length)
    {
        var moments = new NamedBuffer("moments", new float[length]);
        Checkpoint.Save(new TrainingState(ParameterCount, ParameterCount, 2, keepBest: false, [moments]));

        AssertRefused($"It gives the number of values of 'moments' as {length}, and this training has 64.");
    }

    [Fact]
    public void Other_number_of_losses_is_refused()
    {
        var moments = new NamedBuffer("moments", new float[ParameterCount]);
        Checkpoint.Save(new TrainingState(ParameterCount, ParameterCount, 3, keepBest: false, [moments]));

        AssertRefused("It gives the number of losses as 3, and this training has 2.");
    }

    /// <summary>Each byte of what says how long something is, and much else, set to what no counter is.</summary>
    [Fact]
    public void Whatever_is_false_is_told_in_one_kind_of_exception()
    {
        Checkpoint.Save(State());
        var whole = File.ReadAllBytes(Path);
        for (var i = VersionPosition; i < whole.Length - SHA256.HashSizeInBytes; i++)
        {
            Write(file => file[i] = 0xFF);
            if (Record.Exception(() => Checkpoint.TryRestore(State())) is { } exception)
            {
                Assert.True(exception is FormatException || IsOtherTraining(exception), exception.ToString());
                Assert.Contains(Path, exception.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void State_that_is_cut_off_or_goes_on_is_refused()
    {
        Checkpoint.Save(State());
        var whole = File.ReadAllBytes(Path)[..^SHA256.HashSizeInBytes];

        Seal(whole[..^4]);
        Assert.Throws<FormatException>(() => Checkpoint.TryRestore(State()));
        Seal([.. whole, 0, 0, 0, 0]);
        AssertRefused("Its state does not end where it should.");
    }

    private static bool IsOtherTraining(Exception exception) =>
        exception is InvalidOperationException && exception.Message.Contains("belongs to another training", StringComparison.Ordinal);

    private static TrainingState State(params string[] names) => new(
        ParameterCount, ParameterCount, 2, keepBest: false, [.. names.Select(name => new NamedBuffer(name, new float[ParameterCount]))]);

    private static TrainingState State() => State("moments");

    private void Write(Action<byte[]> change)
    {
        Checkpoint.Save(State());
        var file = File.ReadAllBytes(Path)[..^SHA256.HashSizeInBytes];
        Assert.Equal("AECHKPNT", Encoding.ASCII.GetString(file, 0, VersionPosition));
        change(file);
        Seal(file);
    }

    private void Seal(byte[] content) => File.WriteAllBytes(Path, [.. content, .. SHA256.HashData(content)]);

    private void AssertRefused(string reason)
    {
        var exception = Assert.Throws<FormatException>(() => Checkpoint.TryRestore(State()));
        Assert.Equal($"The checkpoint '{Path}' cannot be read. {reason} Delete it to train from the start.", exception.Message);
    }
}
