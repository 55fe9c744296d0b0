using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Samples;
using Samples.CommandLine;
using Samples.Display;
using Tabular;

const string modelFile = "model.zip";
const string scoresFile = "scores.png";
const string columnsFile = "columns.png";
const int shownPayments = 12;
var options = new SampleOptions("tabular", epochs: 40);
var rowsOption = SampleOptions.Rows("How many payments to train on.", defaultValue: 8_000, minimum: 100, maximum: 1_000_000);

return await SampleCommand.RunAsync(
    args,
    "Finds odd rows in a table of card payments with numbers, categories and missing values, and says which column makes them odd.",
    [options.Output, options.Epochs, rowsOption, options.Seed],
    Find);

bool Find(ParseResult parsed, JobConsole console, CancellationToken cancellationToken)
{
    var output = OutputFolder.Create(parsed.GetRequiredValue(options.Output)!);
    var (epochs, seed) = (parsed.GetValue(options.Epochs), parsed.GetValue(options.Seed));
    var maker = new PaymentMaker(seed);
    var training = maker.MakeOrdinary(parsed.GetValue(rowsOption));
    Payment[] test = [.. maker.MakeOrdinary(1_900), .. maker.MakeAnomalies(100)];
    console.WriteLine($"{training.Length:N0} payments to learn from; {test.Length:N0} to search, of which " +
        $"{test.Count(payment => payment.Label > 0)} have one value that does not fit.");

    var mlContext = new MLContext(seed);
    var trainingData = mlContext.Data.LoadFromEnumerable(training);
    var pipeline = PaymentPipeline.Create(mlContext, new AutoEncoderEstimator.Options
    {
        HiddenLayerSizes = [32, 16],
        CodeSize = 4,
        NumberOfEpochs = epochs,
        BatchSize = 32,
        LearningRateSchedule = LearningRateSchedule.CosineWithWarmUp(),
        Seed = seed,
        ProgressCallback = TrainingDisplay.Create(console, epochs),
        CancellationToken = cancellationToken,
    });
    var (trained, _) = console.Run("Training the pipeline", () => pipeline.Fit(trainingData));

    // From the file on, this is what a service would do that has never seen the training.
    mlContext.Model.Save(trained, trainingData.Schema, output.PathOf(modelFile));
    var model = new MLContext().Model.Load(output.PathOf(modelFile), out _);
    var scored = model.Transform(mlContext.Data.LoadFromEnumerable(test));
    var metrics = mlContext.AnomalyDetection.Evaluate(scored, falsePositiveCount: 19);
    var columnOfSlots = PaymentPipeline.ColumnOfSlots(scored.Schema);
    var findings = test
        .Zip(
            mlContext.Data.CreateEnumerable<ScoredPayment>(scored, reuseRowObject: false),
            (payment, score) => Finding.Create(payment, score, columnOfSlots))
        .OrderByDescending(finding => finding.Score).ToArray();
    var oddest = findings[..shownPayments];
    var lowestFound = findings.Where(finding => finding.IsOdd).Min(finding => finding.Score);

    FindingPlots.SaveScores(output.PathOf(scoresFile), findings, lowestFound);
    FindingPlots.SaveColumns(output.PathOf(columnsFile), oddest);

    var planted = findings.Where(finding => finding.Payment.Label > 0).ToArray();
    console.WriteLine($"The {shownPayments} oddest payments:");
    console.Write(FindingTable.Create(oddest));
    console.WriteLine($"Area under the ROC curve: {metrics.AreaUnderRocCurve:0.0000}");
    console.WriteLine($"Of {planted.Length} planted anomalies, {metrics.DetectionRateAtFalsePositiveCount:P0} score higher than all but " +
        "19 of the ordinary payments.");
    console.WriteLine($"For {planted.Count(finding => finding.OddestColumn == finding.Payment.Planted)} of them the column that " +
        "contributes most is the one that was changed.");
    console.WriteLine($"Written to {output.Path}: {modelFile}, {scoresFile}, {columnsFile}");
    return true;
}
