using Anomaly;
using Microsoft.ML;
using Mnist;
using Samples;
using Samples.CommandLine;
using Spectre.Console;

const string rocFile = "roc.png";
const string imagesFile = "images.png";
var options = new SampleOptions("anomaly", epochs: 60);
var digitOption = NumberOption.Create(
    "--digit", "The digit that counts as ordinary.", defaultValue: 3, minimum: 0, maximum: MnistImage.DigitCount - 1);

return await SampleCommand.RunAsync(
    args,
    "Trains a detector on the images of one digit, and lets it find the other digits among the test images.",
    [digitOption, options.Data, options.Output, options.Epochs, options.Seed],
    (parsed, console, cancellationToken) =>
    {
        var output = OutputFolder.Create(parsed.GetRequiredValue(options.Output)!);
        var (mnist, _) = console.Run(
            "Getting MNIST", () => MnistDataset.Load(parsed.GetValue(options.Data), console.WriteDetail, cancellationToken));
        var digit = parsed.GetValue(digitOption);
        var training = mnist.Train.Where(image => image.Digit == digit).ToArray();
        console.WriteLine(
            $"Ordinary is a {digit}: {training.Length:N0} training images. What another digit looks like, the detector never learns.");

        var mlContext = new MLContext();
        var detector = DigitDetector.Train(
            mlContext, training, parsed.GetValue(options.Epochs), parsed.GetValue(options.Seed), console, cancellationToken);
        var ((images, metrics), _) = console.Run(
            $"Scoring {mnist.Test.Count:N0} test images", () => DigitDetector.Score(mlContext, detector, mnist.Test, digit));

        RocPlot.Save(output.PathOf(rocFile), images, digit, metrics.AreaUnderRocCurve);
        OddImagesPicture.Save(output.PathOf(imagesFile), images, digit);

        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("Digit");
        foreach (var heading in new[] { "Test images", "Median score", $"Above the threshold {detector.Model.Threshold:0.00}" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var group in images.GroupBy(image => image.Digit).OrderBy(group => group.Key))
        {
            var scores = group.Select(image => image.Score).Order().ToArray();
            table.AddRow(
                group.Key == digit ? $"{digit} (ordinary)" : $"{group.Key}",
                $"{scores.Length:N0}",
                $"{scores[scores.Length / 2]:0.00}",
                $"{group.Average(image => image.PredictedLabel ? 1.0 : 0.0):P1}");
        }

        console.Write(table);
        console.WriteLine(
            $"Area under the ROC curve, as mlContext.AnomalyDetection.Evaluate measures it: {metrics.AreaUnderRocCurve:0.0000}");
        console.WriteLine($"Written to {output.Path}: {rocFile}, {imagesFile}");
        return true;
    });
