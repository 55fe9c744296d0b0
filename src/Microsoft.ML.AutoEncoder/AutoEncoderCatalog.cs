using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Extension methods of <see cref="TransformsCatalog"/> that create autoencoders.</summary>
public static class AutoEncoderCatalog
{
    /// <summary>Creates an <see cref="AutoEncoderEstimator"/>, which trains an autoencoder on a column and encodes it.</summary>
    /// <param name="catalog">The transforms' catalog.</param>
    /// <param name="outputColumnName">The column that receives the code: a vector of <paramref name="codeSize"/> values of type
    /// <see cref="float"/>.</param>
    /// <param name="inputColumnName">The column to encode: a known-size vector of <see cref="float"/>. Null
    /// stands for <paramref name="outputColumnName"/>; the code then replaces the input.</param>
    /// <param name="exampleWeightColumnName">A column of <see cref="float"/> with the weight of each row, or null.</param>
    /// <param name="codeSize">The number of values of the code, at least 1. Null: 64, or what <paramref name="goal"/> needs.</param>
    /// <param name="numberOfEpochs">How many times training goes through the data, at least 1. Null: so often
    /// that there are as many steps as in 10 epochs of 60,000 rows.</param>
    /// <param name="seed">Decides the initial weights and the order of the rows. Null: taken from the <see cref="MLContext"/>.</param>
    /// <param name="goal">What the code is for. Null: a balance of all goals.</param>
    /// <param name="labelColumnName">A column of labels that help training, of which most may be missing: a key, a <see cref="bool"/>, or a
    /// <see cref="float"/>. Null: none. See <see cref="AutoEncoderEstimator.Options.LabelColumnName"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <example>
    /// <code>
    /// var pipeline = mlContext.Transforms.AutoEncoder("Encoded", "Features", codeSize: 64)
    ///     .Append(mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Label", "Encoded"));
    /// </code>
    /// </example>
    public static AutoEncoderEstimator AutoEncoder(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        string? exampleWeightColumnName = null,
        int? codeSize = null,
        int? numberOfEpochs = null,
        int? seed = null,
        AutoEncoderGoal? goal = null,
        string? labelColumnName = null) =>
        catalog.AutoEncoder(new AutoEncoderEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            CodeSize = codeSize,
            NumberOfEpochs = numberOfEpochs,
            ExampleWeightColumnName = exampleWeightColumnName,
            Seed = seed,
            Goal = goal,
            LabelColumnName = labelColumnName,
        });

    /// <summary>Creates an <see cref="AutoEncoderEstimator"/> with all its options.</summary>
    /// <param name="catalog">The transforms' catalog.</param>
    /// <param name="options">The options; they are copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static AutoEncoderEstimator AutoEncoder(this TransformsCatalog catalog, AutoEncoderEstimator.Options options) =>
        new(CatalogUtils.GetEnvironment(catalog), options);
}
