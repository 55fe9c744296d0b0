using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;

namespace AutoEncoderTool.Models;

/// <summary>A model file: the steps of the pipeline, and where the autoencoder is among them.</summary>
internal sealed class LoadedModel
{
    private LoadedModel(string name, MLContext mlContext, IReadOnlyList<ITransformer> steps, DataViewSchema schema)
    {
        Name = name;
        MLContext = mlContext;
        Steps = steps;
        InputSchema = schema;
        Step = FindStep(mlContext, steps);
        AutoEncoder = Step < 0 ? null : steps[Step] as AutoEncoderTransformer;
        Decoder = Step < 0 ? null : steps[Step] as AutoEncoderDecoderTransformer;
        Detector = Step < 0 ? null : AutoEncoderAnomalyDetector.Find(Environment(mlContext), steps[Step]);
    }

    internal string Name { get; }

    internal MLContext MLContext { get; }

    /// <summary>The steps, those of pipelines within pipelines in their place.</summary>
    internal IReadOnlyList<ITransformer> Steps { get; }

    /// <summary>The columns that the model was fitted on, as it stores them.</summary>
    internal DataViewSchema InputSchema { get; }

    /// <summary>The number of the last step that is an autoencoder, a decoder or a detector; -1 if there is none.</summary>
    internal int Step { get; }

    internal AutoEncoderTransformer? AutoEncoder { get; }

    internal AutoEncoderDecoderTransformer? Decoder { get; }

    internal AutoEncoderAnomalyDetector? Detector { get; }

    /// <exception cref="ToolException">There is no such file, or no model can be read from it.</exception>
    internal static LoadedModel Load(string path)
    {
        var mlContext = new MLContext();
        try
        {
            var model = mlContext.Model.Load(path, out var schema);
            ITransformer[] steps = [.. Flatten(model)];
            return new LoadedModel(path, mlContext, steps, schema ?? SchemaOf(path, mlContext, steps));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new ToolException($"{path}: cannot be read: {FileErrors.Describe(exception)}", exception);
        }
        catch (Exception exception) when (exception is not (ToolException or OutOfMemoryException))
        {
            // ML.NET wraps what a component says of its part of the file.
            var cause = exception;
            while (cause.InnerException is { } inner)
            {
                cause = inner;
            }

            throw new ToolException($"{path}: is not a model that can be read: {LibraryErrors.Describe(cause)}", exception);
        }
    }

    /// <summary>A model that was just fitted.</summary>
    internal static LoadedModel Of(string name, MLContext mlContext, ITransformer model, DataViewSchema schema) =>
        new(name, mlContext, [.. Flatten(model)], schema);

    /// <summary>The same detector with another threshold.</summary>
    internal LoadedModel WithThreshold(float threshold)
    {
        ITransformer[] steps = [.. Steps];
        steps[Step] = AutoEncoderAnomalyDetector.Find(Environment(MLContext), steps[Step])!.ChangeThreshold(threshold);
        return new LoadedModel(Name, MLContext, steps, InputSchema);
    }

    internal static Microsoft.ML.Runtime.IHostEnvironment Environment(MLContext mlContext) => mlContext;

    /// <exception cref="ToolException">There is no autoencoder in the model.</exception>
    internal void CheckHasAutoEncoder()
    {
        if (Step < 0)
        {
            throw new ToolException($"{Name}: has no autoencoder; its steps are {string.Join(", ", Steps.Select(DescribeStep))}");
        }
    }

    internal static string DescribeStep(ITransformer step) => step is AutoEncoderTransformer or AutoEncoderDecoderTransformer
        ? step.GetType().Name
        : StepName(step.GetType());

    private static string StepName(Type type)
    {
        var name = type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GenericTypeArguments.Select(StepName))}>" : name;
    }

    private static IEnumerable<ITransformer> Flatten(ITransformer model) =>
        model is ITransformerChainAccessor chain ? chain.Transformers.SelectMany(Flatten) : [model];

    private static int FindStep(MLContext mlContext, IReadOnlyList<ITransformer> steps)
    {
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            if (steps[i] is AutoEncoderTransformer or AutoEncoderDecoderTransformer
                || AutoEncoderAnomalyDetector.Find(Environment(mlContext), steps[i]) is not null)
            {
                return i;
            }
        }

        return -1;
    }

    // A model may have been saved without the columns; those of an autoencoder that is the first step are known for all that.
    private static DataViewSchema SchemaOf(string path, MLContext mlContext, ITransformer[] steps)
    {
        var (column, size) = steps.FirstOrDefault() switch
        {
            AutoEncoderTransformer transformer => (transformer.Columns.Input, transformer.InputSize),
            { } step when AutoEncoderAnomalyDetector.Find(Environment(mlContext), step) is { } detector =>
                (detector.FeatureColumnName, detector.Model.InputSize),
            _ => throw new ToolException($"{path}: was saved without the schema of its input, so nobody knows what it reads"),
        };
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(column, new VectorDataViewType(NumberDataViewType.Single, size));
        return schema.ToSchema();
    }
}
