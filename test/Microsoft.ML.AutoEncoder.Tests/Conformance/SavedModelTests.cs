using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>What ML.NET expects of the data that a transformer gives before and after it is saved and loaded.</summary>
public sealed class SavedModelTests
{
    [Theory, MemberData(nameof(ConformanceCases.Names), MemberType = typeof(ConformanceCases))]
    public void A_loaded_model_gives_the_same_bits(string configuration)
    {
        var (fitted, loaded) = Transform(configuration);

        var expected = ViewContent.Texts(fitted);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, ViewContent.Texts(loaded));
    }

    [Theory, MemberData(nameof(ConformanceCases.Names), MemberType = typeof(ConformanceCases))]
    public void Values_do_not_depend_on_which_columns_are_active(string configuration)
    {
        var (fitted, loaded) = Transform(configuration);
        var expected = ViewContent.Read(fitted);
        foreach (var parity in new[] { 0, 1 })
        {
            var actual = ViewContent.Read(loaded, column => column.Index % 2 == parity);

            Assert.Equal(expected.Select(row => row.Id), actual.Select(row => row.Id));
            foreach (var (expectedRow, actualRow) in expected.Zip(actual))
            {
                Assert.Equal(expectedRow.Values.Select((value, column) => column % 2 == parity ? value : null), actualRow.Values);
            }
        }
    }

    [Theory, MemberData(nameof(ConformanceCases.Names), MemberType = typeof(ConformanceCases))]
    public void One_cursor_for_each_column_can_be_open_at_once(string configuration)
    {
        var (fitted, loaded) = Transform(configuration);
        var expected = ViewContent.Read(fitted);
        var cursors = loaded.Schema.Select(column => loaded.GetRowCursor([column])).ToArray();
        try
        {
            var readers = cursors.Select(cursor => new RowReader(cursor)).ToArray();
            foreach (var row in expected)
            {
                Assert.All(cursors, cursor => Assert.True(cursor.MoveNext()));
                var parts = readers.Select(reader => reader.Read()).ToArray();
                Assert.Equal(row.Values, parts.Select((part, column) => part.Values[column]));
                Assert.All(parts, part => Assert.Equal(row.Id, part.Id));
            }

            Assert.All(cursors, cursor => Assert.False(cursor.MoveNext()));
        }
        finally
        {
            Array.ForEach(cursors, cursor => cursor.Dispose());
        }
    }

    [Theory, MemberData(nameof(ConformanceCases.Names), MemberType = typeof(ConformanceCases))]
    public void Identifiers_of_rows_are_passed_through(string configuration)
    {
        var (fitted, loaded) = Transform(configuration);
        var expected = ViewContent.Read(ConformanceCases.Get(configuration).ValidInput).Select(row => row.Id).ToArray();

        Assert.Equal(expected.Length, expected.Distinct().Count());
        Assert.Equal(expected, ViewContent.Read(fitted).Select(row => row.Id));
        Assert.Equal(expected, ViewContent.Read(loaded).Select(row => row.Id));
        Assert.Equal(expected, ViewContent.Read(fitted, _ => false).Select(row => row.Id));
    }

    [Theory, MemberData(nameof(ConformanceCases.Names), MemberType = typeof(ConformanceCases))]
    public void Columns_of_the_input_are_passed_through(string configuration)
    {
        var @case = ConformanceCases.Get(configuration);
        var transformed = @case.Fit().Transform(@case.ValidInput);
        var replaced = @case.ValidInput.Schema.Count(column => transformed.Schema.Count(other => other.Name == column.Name) > 1);
        Assert.Equal(configuration.Contains("replace") ? 1 : 0, replaced);
        foreach (var column in @case.ValidInput.Schema)
        {
            // The hidden column is still there, in front of the one that replaces it.
            var index = transformed.Schema.First(other => other.Name == column.Name).Index;
            Assert.Equal(
                ViewContent.Read(@case.ValidInput).Select(row => row.Values[column.Index]),
                ViewContent.Read(transformed).Select(row => row.Values[index]));
        }
    }

    [Theory, MemberData(nameof(ConformanceCases.Names), MemberType = typeof(ConformanceCases))]
    public void Disposing_the_loaded_model_leaves_the_fitted_one_alone(string configuration)
    {
        var @case = ConformanceCases.Get(configuration);
        var fitted = @case.Fit();
        var loaded = TinyAutoEncoder.SaveAndLoad(fitted, @case.ValidInput.Schema);
        var expected = ViewContent.Texts(fitted.Transform(@case.ValidInput));

        Dispose(loaded);

        if (@case.DisposingEndsUse)
        {
            Assert.Throws<ObjectDisposedException>(() => loaded.Transform(@case.ValidInput));
        }

        Assert.Equal(expected, ViewContent.Texts(fitted.Transform(@case.ValidInput)));
    }

    [Theory, MemberData(nameof(ConformanceCases.Names), MemberType = typeof(ConformanceCases))]
    public void Disposing_the_fitted_model_leaves_the_loaded_one_alone(string configuration)
    {
        var @case = ConformanceCases.Get(configuration);
        var fitted = @case.Fit();
        var expected = ViewContent.Texts(fitted.Transform(@case.ValidInput));
        var loaded = TinyAutoEncoder.SaveAndLoad(fitted, @case.ValidInput.Schema);

        Dispose(fitted);

        if (@case.DisposingEndsUse)
        {
            Assert.Throws<ObjectDisposedException>(() => fitted.Transform(@case.ValidInput));
        }

        Assert.Equal(expected, ViewContent.Texts(loaded.Transform(@case.ValidInput)));
    }

    private static (IDataView Fitted, IDataView Loaded) Transform(string configuration)
    {
        var @case = ConformanceCases.Get(configuration);
        var fitted = @case.Fit();
        var loaded = TinyAutoEncoder.SaveAndLoad(fitted, @case.ValidInput.Schema);
        return (fitted.Transform(@case.ValidInput), loaded.Transform(@case.ValidInput));
    }

    /// <summary>Twice, because it must not matter.</summary>
    private static void Dispose(ITransformer model)
    {
        var disposable = Assert.IsType<IDisposable>(model, exactMatch: false);
        disposable.Dispose();
        disposable.Dispose();
    }
}
