using Generation;
using Microsoft.ML.Data;
using Mnist;
using Samples;
using Samples.CommandLine;
using Samples.Pictures;
using Spectre.Console;

const int codeSize = 16;
const int gridSize = 12;
var options = new SampleOptions("generation", epochs: 10);

return await SampleCommand.RunAsync(
    args,
    "Trains variational autoencoders on MNIST and draws digits that nobody wrote: samples, walks between digits, and the plane of a " +
    "code of two values.",
    [options.Data, options.Output, options.Epochs, options.Seed],
    (parsed, console, cancellationToken) =>
    {
        var output = OutputFolder.Create(parsed.GetRequiredValue(options.Output)!);
        var (mnist, _) = console.Run(
            "Getting MNIST", () => MnistDataset.Load(parsed.GetValue(options.Data), console.WriteDetail, cancellationToken));
        var (epochs, seed) = (parsed.GetValue(options.Epochs), parsed.GetValue(options.Seed));
        var model = VariationalAutoEncoder.Train(mnist.Train, codeSize, epochs, seed, console, cancellationToken);
        var plane = VariationalAutoEncoder.Train(mnist.Train, codeSize: 2, epochs, seed, console, cancellationToken);

        // A data view with one column, named like the input column of the training.
        var generated = model.Generate(gridSize * gridSize, seed);
        var images = generated.GetColumn<float[]>(nameof(MnistImage.Features)).ToArray();
        var samples = new ImageGrid($"{images.Length} generated digits (code of {codeSize})", pixelSize: 2, labelWidth: 0, gap: 2);
        foreach (var row in images.Chunk(gridSize))
        {
            samples.AddRow(string.Empty, row);
        }

        const string samplesFile = "samples.png";
        const string walkFile = "walk.png";
        const string codesFile = "codes.png";
        const string planeFile = "plane.png";
        samples.Save(output.PathOf(samplesFile));
        WalkPicture.Save(output.PathOf(walkFile), model, mnist.Test);
        CodePlane.SaveCodes(output.PathOf(codesFile), plane, mnist.Test);
        CodePlane.SaveDecoded(output.PathOf(planeFile), plane);

        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("Picture", "Shows");
        table.AddRow(samplesFile, $"{images.Length} digits from Generate, seed {seed}");
        table.AddRow(walkFile, "walks from one test image to another, by Interpolate");
        table.AddRow(codesFile, "where the test images lie in the plane of a code of two values");
        table.AddRow(planeFile, "what each place of that plane decodes to");
        console.Write(table);
        console.WriteLine($"Written to {output.Path}");
        return true;
    });
