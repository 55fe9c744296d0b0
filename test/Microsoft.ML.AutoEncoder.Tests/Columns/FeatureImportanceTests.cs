using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Columns;

/// <summary>ML.NET's permutation importance takes a code as it takes any features.</summary>
public sealed class FeatureImportanceTests
{
    [Fact]
    public void Permutation_importance_names_the_units_of_the_code()
    {
        var mlContext = new MLContext(1);
        var data = new SyntheticData(90).Dense;
        var pipeline = mlContext.Transforms.AutoEncoder(TinyAutoEncoder.Options())
            .Append(mlContext.Transforms.Conversion.MapValueToKey("Class", SyntheticData.Label))
            .Append(mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Class", TinyAutoEncoder.Encoded));
        var model = pipeline.Fit(data);

        var importance = mlContext.MulticlassClassification.PermutationFeatureImportance(
            model.LastTransformer, model.Transform(data), labelColumnName: "Class", permutationCount: 2);

        Assert.Equal(3, importance.Length);
        var byName = mlContext.MulticlassClassification.PermutationFeatureImportance(
            (ITransformer)model, model.Transform(data), "Class", permutationCount: 2);
        Assert.Equal(["Code0", "Code1", "Code2"], byName.Keys.Order());
        Assert.Contains(byName.Values, measures => measures.MicroAccuracy.Mean < 0);
    }
}
