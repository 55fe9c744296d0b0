using System.CommandLine;
using ImageDefects;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;

const int goodToTrainOn = 500;
const int tested = 100;
const int shown = 6;
const string pictureFile = "defects.png";
var outputOption = new Option<string>("--output")
{
    Description = "The folder for what the sample makes.",
    DefaultValueFactory = _ => Path.Combine("artifacts", "images"),
};
var epochsOption = new Option<int>("--epochs")
{
    Description = "How many times the autoencoder sees the good pictures.",
    DefaultValueFactory = _ => 40,
};
var seedOption = new Option<int>("--seed") { Description = "Decides everything that is left to chance.", DefaultValueFactory = _ => 1 };
var command = new RootCommand(
    "Paints pictures of cloth, trains a convolutional autoencoder on good ones, and finds those with defects, and where these are.")
{
    outputOption, epochsOption, seedOption,
};
command.SetAction(parsed => Run(parsed.GetValue(outputOption)!, parsed.GetValue(epochsOption), parsed.GetValue(seedOption)));
return command.Parse(args).Invoke();

static void Run(string output, int epochs, int seed)
{
    var folder = Path.Combine(output, "cloth");
    var painter = new ClothPainter(folder, seed);
    Console.WriteLine("Painting cloth");
    var training = painter.Paint("train", goodToTrainOn, areGood: true);
    var good = painter.Paint("good", tested, areGood: true);
    var bad = painter.Paint("bad", tested, areGood: false);

    var mlContext = new MLContext(seed);
    var pipeline = mlContext.Transforms.LoadImages("Image", folder, nameof(PictureRow.Path))
        .Append(mlContext.Transforms.ResizeImages("Image", ClothPainter.Side, ClothPainter.Side))
        .Append(mlContext.Transforms.ExtractPixels(
            nameof(ScoredPicture.Pixels), "Image", interleavePixelColors: true, scaleImage: 1f / 255))
        .Append(mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            InputColumnName = nameof(ScoredPicture.Pixels),
            OutputColumnName = "Code",
            ReconstructionColumnName = nameof(ScoredPicture.Reconstruction),
            SlotErrorColumnName = nameof(ScoredPicture.Errors),
            ImageShape = new ImageShape(ClothPainter.Side, ClothPainter.Side, channels: 3, PixelOrder.Interleaved),
            Goal = AutoEncoderGoal.Reconstruction,
            CodeSize = 16,
            BatchSize = 32,
            NumberOfEpochs = epochs,
            Seed = seed,
            ProgressCallback = epoch => Console.WriteLine(
                $"epoch {epoch.Epoch,2} of {epochs}: loss {epoch.ReconstructionLoss:0.00000} per value"),
        }));
    var model = pipeline.Fit(Rows(training));
    var (ofGood, ofBad) = (Score(good), Score(bad));

    var pairs = ofGood.SelectMany(_ => ofBad, (one, other) => Wins(other.Map.Score, one.Map.Score));
    var hits = bad.Zip(ofBad, (file, scored) => file.Defect!.Covers(scored.Map.Brightest.X, scored.Map.Brightest.Y)).Count(hit => hit);
    Console.WriteLine($"Area under the ROC curve over {ofGood.Length} good and {ofBad.Length} bad pictures: {pairs.Average():0.0000}");
    Console.WriteLine($"The brightest pixel of the heat map lies in the defect for {hits} of {ofBad.Length}.");
    HeatMapPicture.Save(Path.Combine(output, pictureFile), [.. ofBad.Take(shown), .. ofGood.Take(1)]);
    Console.WriteLine($"Written to {output}: {pictureFile}, and the pictures in cloth");

    IDataView Rows(IEnumerable<PictureFile> files) =>
        mlContext.Data.LoadFromEnumerable(files.Select(file => new PictureRow { Path = file.Path }));

    (ScoredPicture Picture, ErrorMap Map)[] Score(PictureFile[] files) =>
        [.. mlContext.Data.CreateEnumerable<ScoredPicture>(model.Transform(Rows(files)), reuseRowObject: false)
            .Select(picture => (picture, new ErrorMap(picture.Errors)))];
}

static double Wins(float bad, float good) => bad > good ? 1 : bad == good ? 0.5 : 0;
