using Microsoft.ML.AutoEncoder.Tests.InMemoryData;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>The configurations of the autoencoder that have to behave as ML.NET expects.</summary>
internal static class ConformanceCases
{
    private static readonly SyntheticData Data = new();

    private static readonly Dictionary<string, Func<ConformanceCase>> Cases = new()
    {
        ["code only"] = () => Create(TinyAutoEncoder.Options, data => data.Dense),
        ["all optional columns"] = () => Create(TinyAutoEncoder.OptionsWithAllColumns, data => data.Dense),
        ["output replaces input"] = () => Create(() => WithOutputs(SyntheticData.Features), data => data.Dense),
        ["reconstruction replaces input"] = () => Create(() => WithOutputs("Encoded", SyntheticData.Features), data => data.Dense),
        ["example weights"] = CreateWeighted,
        ["sparse input"] = () => Create(TinyAutoEncoder.OptionsWithAllColumns, data => data.Sparse),
        ["input with slot names"] = () => Create(TinyAutoEncoder.OptionsWithAllColumns, data => data.SlotNamed),
        ["input with slot names, replaced"] = () => Create(() => WithOutputs(SyntheticData.Features), data => data.SlotNamed),
        ["input of two dimensions"] = () => Create(TinyAutoEncoder.OptionsWithAllColumns, data => data.Dense.With(
            InMemoryColumn.Dense(SyntheticData.Features, new VectorDataViewType(NumberDataViewType.Single, 2, data.Size / 2), data.Rows))),
        ["layers"] = () => Create(WithLayers, data => data.Sparse),
        ["inside a chain"] = CreateChain,
        ["anomaly detector"] = () => CreateAnomalyDetector(data => data.Dense),
        ["anomaly detector, input with slot names"] = () => CreateAnomalyDetector(data => data.SlotNamed),
    };

    /// <summary>The names of the cases, for tests that run on all of them.</summary>
    public static TheoryData<string> Names => [.. Cases.Keys];

    internal static ConformanceCase Get(string name) => Cases[name]();

    private static ConformanceCase Create(Func<AutoEncoderEstimator.Options> createOptions, Func<SyntheticData, IDataView> createView) =>
        new()
        {
            CreateEstimator = ml => ml.Transforms.AutoEncoder(createOptions()),
            ValidInput = createView(Data),
            InvalidInputs =
            [
                Data.Dense.Without(SyntheticData.Features),
                .. UnsuitableFeatures().Select(features => Data.Dense.With(features)),
            ],
            InputsForAnotherFit = [.. new[] { 2, -2 }.Select(difference => createView(new SyntheticData(size: Data.Size + difference)))],
        };

    private static ConformanceCase CreateWeighted()
    {
        var weightless = Data.Dense.Without(SyntheticData.Weight);
        return Create(WithWeights, data => data.Dense) with
        {
            InputsForTransformOnly = [weightless, .. UnsuitableWeights().Select(weight => weightless.With(weight))],
        };
    }

    private static ConformanceCase CreateChain() => Create(TinyAutoEncoder.OptionsWithAllColumns, data => data.Dense) with
    {
        CreateEstimator = ml =>
        {
            var options = TinyAutoEncoder.OptionsWithAllColumns();
            options.InputColumnName = "Copy";
            return ml.Transforms.CopyColumns("Copy", SyntheticData.Features)
                .Append(ml.Transforms.AutoEncoder(options))
                .Append(ml.Transforms.Concatenate("All", TinyAutoEncoder.Encoded, TinyAutoEncoder.ReconstructionError));
        },
    };

    private static ConformanceCase CreateAnomalyDetector(Func<SyntheticData, IDataView> createView) =>
        Create(TinyAutoEncoder.Options, createView) with
        {
            CreateEstimator = ml => ml.AnomalyDetection.Trainers.AutoEncoder(TinyAnomalyDetector.Options()),
            DisposingEndsUse = false,
        };

    private static AutoEncoderEstimator.Options WithOutputs(string code, string? reconstruction = null)
    {
        var options = TinyAutoEncoder.Options();
        options.OutputColumnName = code;
        options.ReconstructionColumnName = reconstruction;
        return options;
    }

    private static AutoEncoderEstimator.Options WithLayers()
    {
        var options = TinyAutoEncoder.OptionsWithAllColumns();
        options.LayerColumns = [new("Wide", 1), new("WideAgain", 3), new("LayerCode", 2)];
        return options;
    }

    private static AutoEncoderEstimator.Options WithWeights()
    {
        var options = TinyAutoEncoder.Options();
        options.ExampleWeightColumnName = SyntheticData.Weight;
        return options;
    }

    private static IEnumerable<InMemoryColumn> UnsuitableFeatures()
    {
        const string name = SyntheticData.Features;
        var text = new VectorDataViewType(TextDataViewType.Instance, Data.Size);
        var @double = new VectorDataViewType(NumberDataViewType.Double, Data.Size);
        var key = new VectorDataViewType(new KeyDataViewType(typeof(uint), 3), Data.Size);
        var unknownSize = new VectorDataViewType(NumberDataViewType.Single);
        yield return InMemoryColumn.Dense(name, text, Rows(value => value.ToString().AsMemory()));
        yield return InMemoryColumn.Dense(name, @double, Rows(value => (double)value));
        yield return InMemoryColumn.Dense(name, key, Rows(_ => 1u));
        yield return InMemoryColumn.Dense(name, unknownSize, Data.Rows);
        yield return InMemoryColumn.Scalar(name, NumberDataViewType.Single, Data.Rows.Select(row => row[0]));
        yield return InMemoryColumn.Text(name, Data.Rows.Select(row => row[0].ToString()));
    }

    private static IEnumerable<InMemoryColumn> UnsuitableWeights()
    {
        const string name = SyntheticData.Weight;
        yield return InMemoryColumn.Scalar(name, NumberDataViewType.Double, Data.Rows.Select(_ => 1.0));
        yield return InMemoryColumn.Text(name, Data.Rows.Select(_ => "1"));
        yield return InMemoryColumn.Dense(name, new VectorDataViewType(NumberDataViewType.Single, 1), Data.Rows.Select(_ => new[] { 1f }));
    }

    private static IEnumerable<T[]> Rows<T>(Func<float, T> convert) => Data.Rows.Select(row => row.Select(convert).ToArray());
}
