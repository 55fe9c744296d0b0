// An application for tests that need a process of their own. It references the library and no native package, as an application
// that only scores does.

using System.Globalization;
using Microsoft.ML.AutoEncoder.Probe;

switch (args)
{
    case ["score", var model, var data, var column, var codes]:
        ScoreCommand.Run(model, data, column, codes);
        break;
    case ["train"]:
        TrainCommand.Run();
        break;
    case ["train-with-checkpoint", var checkpoint, var model, var epochs]:
        CheckpointCommand.Run(checkpoint, model, int.Parse(epochs, CultureInfo.InvariantCulture), haltAfter: null);
        break;
    case ["train-with-checkpoint", var checkpoint, var model, var epochs, var haltAfter]:
        CheckpointCommand.Run(
            checkpoint, model, int.Parse(epochs, CultureInfo.InvariantCulture), int.Parse(haltAfter, CultureInfo.InvariantCulture));
        break;
    default:
        Console.Error.WriteLine(
            "Usage: score MODEL DATA COLUMN CODES | train | train-with-checkpoint CHECKPOINT MODEL EPOCHS [HALT-AFTER]");
        return 2;
}

return 0;
