using System.Numerics;
using Microsoft.ML.AutoEncoder.Training;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The settings that a goal stands for. They scale with the width of the input and the number of rows.</summary>
internal abstract class GoalRecipe
{
    /// <summary>The width of a first layer where no data is known yet.</summary>
    private const int UsualInputSize = 784;

    /// <summary>How long training goes on.</summary>
    internal abstract DefaultLength Length { get; }

    /// <summary>Where the learning rate begins; null: where it begins without a goal.</summary>
    internal virtual float? LearningRate => null;

    /// <summary>Images of so many values and fewer get dense layers, see <see cref="DefaultOptions.MostDensePixels"/>.</summary>
    internal virtual int MostDensePixels => 0;

    /// <exception cref="ArgumentOutOfRangeException">There is no such goal.</exception>
    internal static GoalRecipe Of(AutoEncoderGoal goal) => goal switch
    {
        AutoEncoderGoal.Classification => new ClassificationRecipe(),
        AutoEncoderGoal.Reconstruction => new ReconstructionRecipe(),
        AutoEncoderGoal.SparseCode => new SparseCodeRecipe(),
        AutoEncoderGoal.Generation => new GenerationRecipe(),
        AutoEncoderGoal.Text => new TextRecipe(),
        AutoEncoderGoal.Anomalies => new AnomalyRecipe(),
        _ => throw new ArgumentOutOfRangeException(nameof(goal), goal, null),
    };

    /// <summary>Sets options that are null.</summary>
    /// <param name="options">The options; are changed.</param>
    /// <param name="data">What is known about the data; null where no data is known yet.</param>
    internal abstract void Choose(Options options, DataProfile? data);

    /// <summary>The width of the input, rounded up to a power of two, within bounds.</summary>
    private protected static int Width(DataProfile? data, int least, int most) =>
        Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)(data?.InputSize ?? UsualInputSize)), least, most);

    /// <summary>Whether outputs are probabilities: then the cross-entropy, which steepens the slope at the ends, can be the loss.</summary>
    private protected static bool AreProbabilities(Options options, DataProfile? data) =>
        options.OutputActivation is null or Sigmoid
        && options.InputScaling is null or InputScaling.None
        && (data is null || DefaultScaling.For(options, data) == InputScaling.None);
}
