using System.CommandLine;
using FewLabels;
using Microsoft.ML;
using Mnist;
using Samples;
using Samples.CommandLine;
using Samples.Display;

const string plotFile = "few-labels.png";
const int codeSize = 64;
const string components = "Components";
int[] allLabels = [100, 300, 1_000, 3_000, 10_000, 60_000];
var options = new SampleOptions("few-labels", epochs: 1);
var drawsOption = NumberOption.Create(
    "--draws", "How many times the images that have a label are drawn; fewer where there are many.", defaultValue: 5, 1, 20);
var mostOption = NumberOption.Create(
    "--most", "The greatest number of labels, to see something sooner.", defaultValue: 60_000, minimum: 100, maximum: 60_000);

return await SampleCommand.RunAsync(
    args,
    "Shows how accuracy grows with the number of labels: on pixels, principal components, a code, and a code that knows the labels. The " +
    "first run trains an autoencoder for each draw, about an hour on two cores, and keeps them in the output folder.",
    [options.Data, options.Output, options.Seed, drawsOption, mostOption],
    Measure);

bool Measure(ParseResult parsed, JobConsole console, CancellationToken cancellationToken)
{
    var output = OutputFolder.Create(parsed.GetRequiredValue(options.Output)!);
    var mlContext = new MLContext(parsed.GetValue(options.Seed));
    var mnist = MnistDataset.Load(parsed.GetValue(options.Data), console.WriteLine, cancellationToken);
    var models = new CodeModels(mlContext, mnist, output.Path, cancellationToken);
    var featurizer = new Featurizer(mlContext, mnist);
    var classifier = new ClassifierChoice(mlContext);

    var (pixels, _) = console.Run("Reading the pixels", featurizer.Pixels);
    var (projected, _) = console.Run("Principal components", () => featurizer.Transform(
        mlContext.Transforms.ProjectToPrincipalComponents(components, nameof(MnistImage.Features), rank: codeSize, seed: 1)
            .Fit(mlContext.Data.LoadFromEnumerable(mnist.Train)),
        components));
    var (encoded, _) = console.Run(
        "A code that knows no labels", () => featurizer.Transform(models.Get(null), CodeModels.Column));
    (Curve Curve, Func<LabelDraw, Featurizer.Features> Make)[] features =
    [
        (new Curve("pixels"), _ => pixels),
        (new Curve($"{codeSize} principal components"), _ => projected),
        (new Curve($"code of {codeSize}"), _ => encoded),
        (new Curve($"code of {codeSize} that knows the labels"), draw => featurizer.Transform(models.Get(draw), CodeModels.Column)),
    ];
    foreach (var labels in allLabels.Where(labels => labels <= parsed.GetValue(mostOption)))
    {
        foreach (var draw in Enumerable.Range(1, Draws(labels)).Select(number => new LabelDraw(labels, number)))
        {
            var rows = draw.Choose(mnist.Train.Count);
            foreach (var (curve, make) in features)
            {
                var (accuracy, _) = console.Run($"{labels:N0} labels, draw {draw.Number}: {curve.Name}", () =>
                {
                    var made = make(draw);
                    return classifier.Measure([.. rows.Select(row => made.Train[row])], made.Test);
                });
                curve.Add(labels, accuracy);
                console.WriteDetail($"accuracy {accuracy:0.0000}");
            }
        }
    }

    Curve[] curves = [.. features.Select(feature => feature.Curve)];
    AccuracyPlot.Save(output.PathOf(plotFile), curves);
    console.Write(AccuracyTable.Create(curves));
    console.WriteLine($"Written to {output.Path}: {plotFile}, and the autoencoders");
    return true;

    // All images have one draw, and the draws of many hardly differ.
    int Draws(int labels) => labels switch
    {
        >= 10_000 => 1,
        >= 3_000 => Math.Min(2, parsed.GetValue(drawsOption)),
        _ => parsed.GetValue(drawsOption),
    };
}
