using Microsoft.ML.AutoEncoder.Tests.InMemoryData;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>Annotations of the input may be absent or odd, and nothing fails because of them.</summary>
public sealed class AnnotationTests
{
    private static readonly SyntheticData Data = new();

    private static readonly Dictionary<string, Func<SyntheticData, InMemoryDataView>> Views = new()
    {
        ["none"] = data => data.Dense,
        ["slot names"] = data => data.SlotNamed,
        ["too few slot names"] = data => data.WithAnnotation("SlotNames", TextsType(2), Texts("a", "b")),
        ["slot names of unknown number"] = data => data.WithAnnotation("SlotNames", TextsType(0), Texts("a")),
        ["a single slot name"] = data => data.WithAnnotation("SlotNames", TextDataViewType.Instance, "a".AsMemory()),
        ["slot names that are numbers"] = data =>
            data.WithAnnotation("SlotNames", data.FeaturesType, new VBuffer<float>(data.Size, new float[data.Size])),
        ["fewer slot names than declared"] = data => data.WithAnnotation("SlotNames", TextsType(data.Size), Texts("a", "b")),
        ["an unknown annotation"] = data => data.WithAnnotation("Unheard", NumberDataViewType.Single, 1f),
        ["normalized"] = data => data.WithAnnotation("IsNormalized", BooleanDataViewType.Instance, true),
    };

    public static TheoryData<string> Names => [.. Views.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Annotations_of_the_input_do_not_change_what_is_learnt_and_scored(string annotation)
    {
        var view = Views[annotation](Data);

        var actual = ViewContent.Texts(TinyAutoEncoder.Fit(view).Transform(view));

        Assert.Equal(ViewContent.Texts(TinyAutoEncoder.Fit(Data.Dense).Transform(Data.Dense)), actual);
    }

    [Theory, MemberData(nameof(Names))]
    public void Annotations_of_the_input_are_not_needed_or_in_the_way_in_scoring(string annotation)
    {
        var model = TinyAutoEncoder.Fit(Data.Dense);

        var actual = ViewContent.Texts(model.Transform(Views[annotation](Data)));

        Assert.Equal(ViewContent.Texts(model.Transform(Data.Dense)), actual);
    }

    [Theory, MemberData(nameof(Names))]
    public void Annotations_are_promised_and_delivered_alike(string annotation)
    {
        var view = Views[annotation](Data);
        var estimator = new MLContext().Transforms.AutoEncoder(TinyAutoEncoder.OptionsWithAllColumns());

        SchemaAssert.Equal(
            estimator.GetOutputSchema(SchemaShape.Create(view.Schema)),
            SchemaShape.Create(estimator.Fit(view).GetOutputSchema(view.Schema)));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_input_column_keeps_its_annotations(string annotation)
    {
        var view = Views[annotation](Data);

        var transformed = TinyAutoEncoder.Fit(view).Transform(view);

        Assert.Equal(AnnotationsOfFeatures(view), AnnotationsOfFeatures(transformed));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_value_that_cannot_be_learnt_is_what_is_complained_about(string annotation)
    {
        var data = new SyntheticData();
        data.Rows[4][3] = float.NaN;

        var exception = Assert.Throws<InvalidOperationException>(() => TinyAutoEncoder.Fit(Views[annotation](data)));

        Assert.Contains("NaN", exception.Message);
        Assert.Equal(annotation == "slot names", exception.Message.Contains("'slot 3'"));
    }

    [Fact]
    public void Without_names_of_slots_the_added_columns_have_no_annotations_but_the_code()
    {
        var added = TinyAutoEncoder.Fit(Data.Dense).GetOutputSchema(Data.Dense.Schema).Skip(Data.Dense.Schema.Count).ToArray();

        Assert.Equal(4, added.Length);
        Assert.All(added.Where(column => column.Name != TinyAutoEncoder.Encoded), column => Assert.Empty(column.Annotations.Schema));
    }

    [Theory, MemberData(nameof(Names))]
    public void Slots_of_the_code_are_numbered(string annotation)
    {
        var view = Views[annotation](Data);

        var schema = TinyAutoEncoder.Fit(view).GetOutputSchema(view.Schema);
        Assert.Equal(["Code0", "Code1", "Code2"], NamesOfSlots(schema[TinyAutoEncoder.Encoded]));
    }

    [Fact]
    public void A_decoder_does_not_give_the_names_of_the_code_to_the_reconstruction()
    {
        var model = TinyAutoEncoder.Fit(Data.SlotNamed);

        var decoded = model.CreateDecoder("Decoded").GetOutputSchema(model.GetOutputSchema(Data.SlotNamed.Schema))["Decoded"];

        Assert.Empty(decoded.Annotations.Schema);
    }

    [Fact]
    public void Columns_with_the_slots_of_the_input_have_their_names()
    {
        string[] expected = ["slot 0", "slot 1", "slot 2", "slot 3", "slot 4", "slot 5"];
        var schema = TinyAutoEncoder.Fit(Data.SlotNamed).GetOutputSchema(Data.SlotNamed.Schema);

        Assert.Equal(expected, NamesOfSlots(schema[TinyAutoEncoder.Reconstructed]));
        Assert.Equal(expected, NamesOfSlots(schema[TinyAutoEncoder.SlotErrors]));
        Assert.Equal(["Code0", "Code1", "Code2"], NamesOfSlots(schema[TinyAutoEncoder.Encoded]));
        Assert.Equal(expected, NamesOfSlots(TinyAnomalyDetector.Fit(Data.SlotNamed).GetOutputSchema(Data.SlotNamed.Schema)[TinyAnomalyDetector.SlotErrors]));
    }

    [Theory, InlineData("too few slot names"), InlineData("fewer slot names than declared")]
    public void Names_that_do_not_fit_become_empty(string annotation)
    {
        var view = Views[annotation](Data);
        var schema = TinyAutoEncoder.Fit(view).GetOutputSchema(view.Schema);

        Assert.Equal(Enumerable.Repeat(string.Empty, Data.Size), NamesOfSlots(schema[TinyAutoEncoder.Reconstructed]));
    }

    private static string[] NamesOfSlots(DataViewSchema.Column column)
    {
        var names = default(VBuffer<ReadOnlyMemory<char>>);
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private static IEnumerable<(string Name, DataViewType Type)> AnnotationsOfFeatures(IDataView view) =>
        view.Schema[SyntheticData.Features].Annotations.Schema.Select(column => (column.Name, column.Type));

    private static VectorDataViewType TextsType(int size) => new(TextDataViewType.Instance, size);

    private static VBuffer<ReadOnlyMemory<char>> Texts(params string[] texts) =>
        new(texts.Length, [.. texts.Select(text => text.AsMemory())]);
}
