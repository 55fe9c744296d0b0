using System.CommandLine;
using Mnist;
using Samples.CommandLine;
using WebScoringModel;

var path = new Argument<string>("FILE")
{
    Description = "Where the model goes.",
    DefaultValueFactory = _ => "model.zip",
};
path.Validators.Add(result =>
{
    if (result.Tokens is [{ Value: ['-', ..] } token])
    {
        result.AddError($"There is no option '{token.Value}'.");
    }
});
var measurements = new Option<bool>("--measurements")
{
    Description = "Train on rows of eight made-up measurements in place of MNIST: seconds, and nothing is fetched.",
};
var options = new SampleOptions("web", epochs: 12);

return await SampleCommand.RunAsync(
    args,
    "Trains a model for samples/WebScoring: a variational autoencoder of digits, and a detector of what is none.",
    [path, measurements, options.Data, options.Epochs, options.Seed],
    (parsed, console, cancellationToken) =>
    {
        var training = new ModelTraining(console, parsed.GetValue(options.Epochs), parsed.GetValue(options.Seed), cancellationToken);
        var file = parsed.GetRequiredValue(path);
        if (parsed.GetValue(measurements))
        {
            training.TrainOnMeasurements(file);
        }
        else
        {
            var (mnist, _) = console.Run(
                "Getting MNIST", () => MnistDataset.Load(parsed.GetValue(options.Data), console.WriteDetail, cancellationToken));
            training.TrainOnDigits(file, mnist.Train);
        }

        console.WriteLine($"Written to {Path.GetFullPath(file)}");
        console.WriteLine($"Serve it: dotnet run --project samples/WebScoring -- --model \"{Path.GetFullPath(file)}\"");
        return true;
    });
