using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>What ML.NET means by equal schemas, and by refusing one.</summary>
internal static class SchemaAssert
{
    /// <summary>The action throws one of the two exceptions that ML.NET allows, marked as one that a component has thrown on
    /// purpose.</summary>
    internal static void Refuses(Action action)
    {
        var exception = Record.Exception(action);
        Assert.True(
            exception is ArgumentOutOfRangeException or InvalidOperationException,
            $"The data were not refused as ML.NET expects it. The exception: {exception?.ToString() ?? "none"}");
        Assert.True(exception.IsMarked(), $"The exception is not marked: {exception}");
    }

    /// <summary>The same columns in the same order, with the same annotations.</summary>
    internal static void Equal(DataViewSchema expected, DataViewSchema actual)
    {
        Assert.Equal(expected.Select(column => column.Name), actual.Select(column => column.Name));
        foreach (var (expectedColumn, actualColumn) in expected.Zip(actual))
        {
            Assert.Equal(expectedColumn.Type, actualColumn.Type);
            Assert.Equal(expectedColumn.IsHidden, actualColumn.IsHidden);
            Assert.Equal(expected[expectedColumn.Name].Index, actual[actualColumn.Name].Index);
            EqualAnnotations(expectedColumn, actualColumn);
        }
    }

    /// <summary>The same columns, in any order; neither has an annotation that the other one lacks.</summary>
    internal static void Equal(SchemaShape promised, SchemaShape delivered)
    {
        Assert.Equal(promised.Select(column => column.Name).Order(), delivered.Select(column => column.Name).Order());
        foreach (var promisedColumn in promised)
        {
            Assert.True(delivered.TryFindColumn(promisedColumn.Name, out var deliveredColumn));
            Assert.True(
                promisedColumn.IsCompatibleWith(deliveredColumn) && deliveredColumn.IsCompatibleWith(promisedColumn),
                $"'{promisedColumn.Name}' was promised as {Describe(promisedColumn)}, but is {Describe(deliveredColumn)}.");
        }
    }

    private static void EqualAnnotations(DataViewSchema.Column expected, DataViewSchema.Column actual)
    {
        var names = expected.Annotations.Schema.Select(annotation => annotation.Name).Order().ToArray();
        Assert.Equal(names, actual.Annotations.Schema.Select(annotation => annotation.Name).Order());
        foreach (var name in names)
        {
            var type = expected.Annotations.Schema[name].Type;
            Assert.Equal(type, actual.Annotations.Schema[name].Type);
            if (type is VectorDataViewType { ItemType: TextDataViewType })
            {
                Assert.Equal(TextsOf(expected, name), TextsOf(actual, name));
            }
        }
    }

    private static string[] TextsOf(DataViewSchema.Column column, string annotation)
    {
        var texts = default(VBuffer<ReadOnlyMemory<char>>);
        column.Annotations.GetValue(annotation, ref texts);
        return [.. texts.DenseValues().Select(text => text.ToString())];
    }

    private static string Describe(SchemaShape.Column column) =>
        $"{column.GetTypeString()} with the annotations [{string.Join(", ", column.Annotations.Select(annotation => annotation.Name))}]";
}
