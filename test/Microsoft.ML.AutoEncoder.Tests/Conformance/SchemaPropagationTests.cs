using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>What ML.NET expects of the schemas that an estimator promises and its transformer delivers.</summary>
public sealed class SchemaPropagationTests
{
    [Theory, MemberData(nameof(ConformanceCases.Names), MemberType = typeof(ConformanceCases))]
    public void The_estimator_promises_what_the_transformer_delivers(string configuration)
    {
        var (@case, fitted, loaded) = Fit(configuration);

        var promised = CreateEstimator(@case).GetOutputSchema(SchemaShape.Create(@case.ValidInput.Schema));

        SchemaAssert.Equal(promised, SchemaShape.Create(fitted.GetOutputSchema(@case.ValidInput.Schema)));
        SchemaAssert.Equal(promised, SchemaShape.Create(loaded.GetOutputSchema(@case.ValidInput.Schema)));
    }

    [Theory, MemberData(nameof(ConformanceCases.Names), MemberType = typeof(ConformanceCases))]
    public void Estimator_and_transformer_refuse_invalid_input_at_once(string configuration)
    {
        var (@case, fitted, loaded) = Fit(configuration);
        Assert.NotEmpty(@case.InvalidInputs);
        foreach (var input in @case.InvalidInputs)
        {
            RefusesToFit(@case, input);
            RefusesToTransform(fitted, input);
            RefusesToTransform(loaded, input);
        }
    }

    [Theory, MemberData(nameof(ConformanceCases.Names), MemberType = typeof(ConformanceCases))]
    public void Transform_of_another_size_throws_at_once(string configuration)
    {
        var (@case, fitted, loaded) = Fit(configuration);
        Assert.NotEmpty(@case.InputsForAnotherFit);
        foreach (var input in @case.InputsForAnotherFit)
        {
            CreateEstimator(@case).GetOutputSchema(SchemaShape.Create(input.Schema));
            CreateEstimator(@case).Fit(input).Transform(input);
            RefusesToTransform(fitted, input);
            RefusesToTransform(loaded, input);
        }
    }

    [Theory, MemberData(nameof(ConformanceCases.Names), MemberType = typeof(ConformanceCases))]
    public void Columns_that_only_training_needs_may_be_missing_or_odd_in_scoring(string configuration)
    {
        var (@case, fitted, loaded) = Fit(configuration);
        foreach (var input in @case.InputsForTransformOnly)
        {
            RefusesToFit(@case, input);
            SchemaAssert.Equal(fitted.GetOutputSchema(input.Schema), fitted.Transform(input).Schema);
            SchemaAssert.Equal(fitted.GetOutputSchema(input.Schema), loaded.Transform(input).Schema);
        }
    }

    [Theory, MemberData(nameof(ConformanceCases.Names), MemberType = typeof(ConformanceCases))]
    public void Transformed_data_have_the_schema_that_the_transformer_announces(string configuration)
    {
        var (@case, fitted, loaded) = Fit(configuration);

        var announced = fitted.GetOutputSchema(@case.ValidInput.Schema);

        SchemaAssert.Equal(announced, fitted.Transform(@case.ValidInput).Schema);
        SchemaAssert.Equal(announced, loaded.GetOutputSchema(@case.ValidInput.Schema));
        SchemaAssert.Equal(announced, loaded.Transform(@case.ValidInput).Schema);
    }

    [Theory, MemberData(nameof(ConformanceCases.Names), MemberType = typeof(ConformanceCases))]
    public void The_row_mapper_keeps_the_schema_that_it_was_bound_to(string configuration)
    {
        var (@case, fitted, loaded) = Fit(configuration);
        foreach (var model in new[] { fitted, loaded })
        {
            Assert.True(model.IsRowToRowMapper);
            var mapper = model.GetRowToRowMapper(@case.ValidInput.Schema);
            Assert.Same(@case.ValidInput.Schema, mapper.InputSchema);
            SchemaAssert.Equal(model.GetOutputSchema(@case.ValidInput.Schema), mapper.OutputSchema);
        }
    }

    [Theory, MemberData(nameof(ConformanceCases.Names), MemberType = typeof(ConformanceCases))]
    public void The_row_mapper_refuses_input_that_the_transformer_refuses(string configuration)
    {
        var (@case, fitted, loaded) = Fit(configuration);
        foreach (var input in @case.InvalidInputs.Concat(@case.InputsForAnotherFit))
        {
            SchemaAssert.Refuses(() => fitted.GetRowToRowMapper(input.Schema));
            SchemaAssert.Refuses(() => loaded.GetRowToRowMapper(input.Schema));
        }
    }

    [Theory, MemberData(nameof(ConformanceCases.Names), MemberType = typeof(ConformanceCases))]
    public void The_input_schema_is_saved_with_the_model(string configuration)
    {
        var @case = ConformanceCases.Get(configuration);

        TinyAutoEncoder.SaveAndLoad(@case.Fit(), @case.ValidInput.Schema, out var loadedSchema);

        SchemaAssert.Equal(@case.ValidInput.Schema, loadedSchema);
    }

    [Theory, MemberData(nameof(ConformanceCases.Names), MemberType = typeof(ConformanceCases))]
    public void Unknown_annotations_of_the_output_cannot_be_read(string configuration)
    {
        var @case = ConformanceCases.Get(configuration);
        foreach (var column in @case.Fit().GetOutputSchema(@case.ValidInput.Schema))
        {
            var value = default(VBuffer<ReadOnlyMemory<char>>);
            Assert.Throws<InvalidOperationException>(() => column.Annotations.GetValue("NoSuchAnnotation", ref value));
        }
    }

    private static (ConformanceCase Case, ITransformer Fitted, ITransformer Loaded) Fit(string configuration)
    {
        var @case = ConformanceCases.Get(configuration);
        var fitted = @case.Fit();
        return (@case, fitted, TinyAutoEncoder.SaveAndLoad(fitted, @case.ValidInput.Schema));
    }

    private static IEstimator<ITransformer> CreateEstimator(ConformanceCase @case) => @case.CreateEstimator(new MLContext(1));

    private static void RefusesToFit(ConformanceCase @case, IDataView input)
    {
        SchemaAssert.Refuses(() => CreateEstimator(@case).GetOutputSchema(SchemaShape.Create(input.Schema)));
        SchemaAssert.Refuses(() => CreateEstimator(@case).Fit(input));
    }

    private static void RefusesToTransform(ITransformer model, IDataView input)
    {
        SchemaAssert.Refuses(() => model.GetOutputSchema(input.Schema));
        SchemaAssert.Refuses(() => model.Transform(input));
    }
}
