using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Mnist;

namespace FewLabels;

/// <summary>Autoencoders, kept in files: a second run only loads them.</summary>
/// <param name="mlContext">The context.</param>
/// <param name="mnist">The images to train on.</param>
/// <param name="folder">Where the files are.</param>
/// <param name="cancellationToken">Ends a training.</param>
internal sealed class CodeModels(MLContext mlContext, MnistDataset mnist, string folder, CancellationToken cancellationToken)
{
    internal const string Column = "Encoded";

    /// <summary>The autoencoder that knows the labels of a draw.</summary>
    /// <param name="draw">Which images have a label; null: it knows none.</param>
    internal ITransformer Get(LabelDraw? draw)
    {
        var path = Path.Combine(folder, draw is null ? "code.zip" : $"code-{draw.Count}-{draw.Number}.zip");
        if (File.Exists(path))
        {
            return mlContext.Model.Load(path, out _);
        }

        var images = mlContext.Data.LoadFromEnumerable(draw?.Hide(mnist.Train) ?? mnist.Train);
        var model = mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            InputColumnName = nameof(MnistImage.Features),
            OutputColumnName = Column,
            Goal = AutoEncoderGoal.Classification,
            LabelColumnName = draw is null ? null : nameof(MnistImage.Label),
            Seed = draw?.Number ?? 1,
            CancellationToken = cancellationToken,
        }).Fit(images);
        mlContext.Model.Save(model, images.Schema, path);
        return model;
    }
}
