using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>A path that cannot hold a checkpoint, or that another fit uses, is told before anything is read, and nothing is left.</summary>
public sealed class CheckpointPathTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Path => _directory.File("training.checkpoint");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_directory_is_refused()
    {
        Directory.CreateDirectory(Path);

        AssertRefused(Path, "but that is a directory. Add the name of a file.");
        AssertRefused(
            _directory.File("no name") + System.IO.Path.DirectorySeparatorChar, "but that is a directory. Add the name of a file.");
        Assert.Equal([Path], Entries());
    }

    [Fact]
    public void A_path_with_a_zero_character_is_refused()
    {
        AssertRefused(_directory.File("a\0b"), "which is no path.");
        Assert.Empty(Entries());
    }

    [Theory]
    [InlineData(100_000)] // Too long as it is,
    [InlineData(250)] // and with what is added while the file is written.
    public void A_path_that_is_too_long_is_refused(int length)
    {
        AssertRefused(_directory.File(new string('a', length)), "but the file cannot be written there.");
        Assert.Empty(Entries());
    }

    [Fact]
    public void A_place_where_nobody_may_write_is_refused()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "There is no place where even an administrator may not write.");

        AssertRefused("/proc/training.checkpoint", "but the file cannot be written there.");
    }

    [Fact]
    public void A_directory_where_the_unfinished_file_would_be_is_refused()
    {
        Directory.CreateDirectory(Path + ".unfinished");

        AssertRefused(Path, "but the file cannot be written there.");
        Assert.Equal([Path + ".unfinished"], Entries());
    }

    [Fact]
    public void A_file_where_the_directory_would_be_is_refused()
    {
        File.WriteAllText(Path, string.Empty);

        AssertRefused(Path + "/training.checkpoint", "does not exist. Create it.");
        Assert.Equal([Path], Entries());
    }

    [Fact]
    public void A_place_that_is_lost_while_training_is_told()
    {
        var data = new SyntheticData().Dense;
        var estimator = Estimator(Path, _ => Directory.CreateDirectory(Path + ".unfinished"));

        var exception = Assert.Throws<InvalidOperationException>(() => estimator.Fit(data));

        AssertNames(exception, Path, "but the file cannot be written there any more.");
        Assert.IsAssignableFrom<SystemException>(exception.InnerException);
    }

    [Fact]
    public void A_second_fit_at_the_same_time_is_refused_and_the_first_goes_on()
    {
        var data = new SyntheticData().Dense;
        var expected = Estimator(Path).Fit(data).Network.Parameters;
        AutoEncoderEstimator? estimator = null;
        var refusals = new List<Exception?>();
        estimator = Estimator(Path, _ =>
        {
            var other = new Thread(() => refusals.Add(Record.Exception(() => estimator!.Fit(NeverRead()))));
            other.Start();
            other.Join();
        });

        var model = estimator.Fit(data);

        Assert.Equal(TinyAutoEncoder.Options().NumberOfEpochs, refusals.Count);
        Assert.All(refusals, refusal => AssertNames(
            Assert.IsType<InvalidOperationException>(refusal), Path,
            "but another fit is using it. Give each fit a CheckpointPath of its own."));
        Assert.Equal(expected, model.Network.Parameters);
        Assert.Empty(Entries());
    }

    [Fact]
    public void Of_fits_that_start_at_once_each_gives_its_model_or_says_that_another_is_running()
    {
        var data = new SyntheticData().Dense;
        var expected = Estimator(Path).Fit(data).Network.Parameters;
        var estimator = Estimator(Path);

        var fits = ParallelRun.OnThreads(4, _ =>
        {
            AutoEncoderTransformer? model = null;
            var exception = Record.Exception(() => model = estimator.Fit(data));
            return (Model: model, Exception: exception);
        });

        Assert.Contains(fits, fit => fit.Model is not null);
        Assert.All(fits, fit =>
        {
            if (fit.Model is { } model)
            {
                Assert.Equal(expected, model.Network.Parameters);
            }
            else
            {
                AssertNames(Assert.IsType<InvalidOperationException>(fit.Exception), Path, "but another fit is using it.");
            }
        });
        Assert.Empty(Entries());
    }

    private static AutoEncoderEstimator Estimator(string path, Action<EpochMetrics>? callback = null)
    {
        var options = TinyAutoEncoder.Options();
        (options.CheckpointPath, options.ProgressCallback) = (path, callback);
        return new MLContext(1).Transforms.AutoEncoder(options);
    }

    private static IDataView NeverRead()
    {
        var schema = SchemaDefinition.Create(typeof(FeaturesRow));
        schema[SyntheticData.Features].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 3);
        return new MLContext(1).Data.LoadFromEnumerable(Rows(), schema);

        static IEnumerable<FeaturesRow> Rows()
        {
            Assert.Fail("The data are read.");
            yield break;
        }
    }

    private static void AssertNames(Exception exception, string path, string reason)
    {
        Assert.StartsWith(
            $"CheckpointPath is '{path.Replace("\0", "\\0", StringComparison.Ordinal)}', ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(string path, string reason) =>
        AssertNames(Assert.Throws<InvalidOperationException>(() => Estimator(path).Fit(NeverRead())), path, reason);

    private string[] Entries() => Directory.GetFileSystemEntries(System.IO.Path.GetDirectoryName(Path)!);
}
