using System.Globalization;
using Xunit;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder.Tests.Tuning;

public sealed class TrialsFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_search_that_was_interrupted_goes_on_and_ends_as_if_it_had_not_been()
    {
        var whole = TinySearch.Run();
        var ran = new List<(int, int)>();
        var tuning = Tuning();
        tuning.NumberOfParallelTrials = 1;
        tuning.ProgressCallback = trial =>
        {
            ran.Add((trial.Number, trial.Round));
            if (ran.Count == 3)
            {
                throw new NotSupportedException();
            }
        };
        Assert.Throws<NotSupportedException>(() => TinySearch.Run(tuning));

        var resumed = TinySearch.Run(tuning);

        Assert.Equal(whole.Trials.Select(TinySearch.Text), resumed.Trials.Select(TinySearch.Text));
        Assert.Equal(whole.Trials.Count, ran.Count);
        Assert.Equal(ran.Count, ran.Distinct().Count());
    }

    [Fact]
    public void A_search_that_has_ended_is_read_alone_and_may_get_more_trials()
    {
        var first = TinySearch.Run(Tuning());
        var trained = 0;
        var again = Tuning();
        again.ProgressCallback = _ => trained++;

        var second = TinySearch.Run(again);
        Assert.Equal(0, trained);
        again.NumberOfTrials = 6;
        var longer = TinySearch.Run(again);

        Assert.Equal(first.Trials.Select(TinySearch.Text), second.Trials.Select(TinySearch.Text));
        Assert.Equal(first.ToString(), second.ToString());
        Assert.InRange(trained, 1, 4);
        Assert.Equal(6, longer.Trials.Count(trial => trial.Round == 1));
    }

    public static TheoryData<string, Action<Search>> OtherSearches => new()
    {
        { "its seed is 3, not 4", search => search.Tuning.Seed = 4 },
        { "its data are others", search => search.Data = new SyntheticData(seed: 2).Dense },
        { "its option BatchSize is 8, not 9", search => search.Options.BatchSize = 9 },
        { "its search space of Dropout is none, not uniform [0, 0.5]", search => search.Space.Uniform(nameof(Options.Dropout), 0, 0.5) },
        { "its NumberOfRounds is 2, not 3", search => search.Tuning.NumberOfRounds = 3 },
        { "its metric is validation loss, lower is better, not explained variance, higher is better",
            search => search.Tuning.Metric = TuningMetric.ExplainedVariance },
    };

    [Theory, MemberData(nameof(OtherSearches), DisableDiscoveryEnumeration = true)]
    public void A_file_of_another_search_is_refused_by_name(string reason, Action<Search> change)
    {
        TinySearch.Run(Tuning());
        var search = new Search(Tuning());
        change(search);
        var before = File.ReadAllText(search.Tuning.TrialsPath!);

        var exception = Assert.Throws<InvalidOperationException>(
            () => TinySearch.Run(search.Tuning, search.Space, search.Options, search.Data));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(search.Tuning.TrialsPath!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"Search":{},"Trials":[null]}""")]
    [InlineData("""{"Search":{},"Trials":[{"Number":0,"Round":1,"Epochs":1,"Metric":1,"Seconds":1}]}""")]
    public void A_damaged_file_is_refused(string content)
    {
        File.WriteAllText(Tuning().TrialsPath!, content);

        Assert.Contains("is damaged", Assert.Throws<InvalidOperationException>(() => TinySearch.Run(Tuning())).Message);
    }

    [Fact]
    public void A_path_needs_a_seed()
    {
        var tuning = Tuning();
        tuning.Seed = null;

        Assert.Contains("Seed is null", Assert.Throws<ArgumentOutOfRangeException>(() => TinySearch.Run(tuning)).Message);
    }

    [Fact]
    public void The_file_is_the_same_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = other;
            TinySearch.Run(Tuning());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        var trained = false;
        var again = Tuning();
        again.ProgressCallback = _ => trained = true;
        TinySearch.Run(again);
        Assert.False(trained);
    }

    private TuningOptions Tuning()
    {
        var tuning = TinySearch.Tuning;
        tuning.TrialsPath = _directory.File("trials.json");
        return tuning;
    }

    public sealed class Search(TuningOptions tuning)
    {
        public TuningOptions Tuning { get; } = tuning;

        public AutoEncoderSearchSpace Space { get; } = TinySearch.Space;

        public Options Options { get; } = TinySearch.SearchOptions();

        public IDataView Data { get; set; } = TinySearch.Data;
    }
}
