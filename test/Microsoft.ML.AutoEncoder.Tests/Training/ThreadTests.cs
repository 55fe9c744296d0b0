using Microsoft.ML.AutoEncoder.Training;
using TorchSharp;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>Training on several threads.</summary>
[Collection(nameof(CountsTensors))]
[Trait(Speed.Name, Speed.Slow)]
public sealed class ThreadTests
{
    private readonly MLContext _mlContext = new(1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Any_number_of_threads_learns_the_same_up_to_rounding_and_the_same_bits_each_time(int numberOfThreads)
    {
        var expected = Fit(1, rowCount: 45);

        var parameters = Fit(numberOfThreads, rowCount: 45);

        Assert.All(expected.Zip(parameters), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
        Assert.Equal(parameters, Fit(numberOfThreads, rowCount: 45));
    }

    [Fact]
    public void More_threads_than_rows_are_no_harm() => Assert.NotEmpty(Fit(16, rowCount: 3));

    [Fact]
    public void While_training_the_threads_of_Torch_stay_as_they_are()
    {
        var during = new List<int>();
        var before = torch.get_num_threads();
        _mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            OutputColumnName = "Features",
            NumberOfThreads = 2,
            ProgressCallback = _ =>
            {
                during.Add(torch.get_num_threads());
                var other = new Thread(() => during.Add(torch.get_num_threads()));
                other.Start();
                other.Join();
            },
        }).Fit(VectorData.Create(_mlContext, VectorData.Learnable(40, 5)));

        Assert.NotEmpty(during);
        Assert.All(during, threads => Assert.Equal(before, threads));
    }

    [Fact]
    public void Error_on_one_thread_reaches_the_leader_and_the_team_goes_on()
    {
        var done = WorkerTeam.Lead(3, team =>
        {
            var exception = Assert.Throws<TimeZoneNotFoundException>(() => team.Run(thread =>
            {
                if (thread == 1)
                {
                    throw new TimeZoneNotFoundException();
                }
            }));
            Assert.NotNull(exception);

            var done = new bool[3];
            team.Run(thread => done[thread] = true);
            return done;
        });

        Assert.Equal([true, true, true], done);
    }

    [Fact]
    public void Error_of_the_leader_reaches_the_caller() =>
        Assert.Throws<TimeZoneNotFoundException>(() => WorkerTeam.Lead<int>(3, _ => throw new TimeZoneNotFoundException()));

    [Fact]
    public void Progress_is_reported_on_the_thread_that_fits()
    {
        var threads = new HashSet<int>();
        _mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            OutputColumnName = "Features",
            ProgressCallback = _ => threads.Add(Environment.CurrentManagedThreadId),
        }).Fit(VectorData.Create(_mlContext, VectorData.Learnable(40, 5)));

        Assert.Equal([Environment.CurrentManagedThreadId], threads);
    }

    private float[] Fit(int numberOfThreads, int rowCount) => _mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
    {
        OutputColumnName = "Features",
        HiddenLayerSizes = [6],
        CodeSize = 2,
        BatchSize = 20,
        NumberOfEpochs = 3,
        NumberOfThreads = numberOfThreads,
        Seed = 1,
    }).Fit(VectorData.Create(_mlContext, VectorData.Learnable(rowCount, 5))).Network.Parameters;
}
