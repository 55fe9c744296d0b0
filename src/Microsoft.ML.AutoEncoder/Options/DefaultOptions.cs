using Microsoft.ML.AutoEncoder.Training;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What stands for the options that are null: the one place that decides it.</summary>
internal sealed record DefaultOptions
{
    /// <summary>The size of the code in the short form of the catalog's method.</summary>
    internal const int CodeSizeOfEstimator = 64;

    // Inputs at least so wide get the reference network as it is.
    private const int WideInput = 256;

    private const float LabelWeightPerSlot = 0.1f;

    internal static DefaultOptions OfEstimator { get; } = new();

    internal static DefaultOptions OfDetector { get; } = new()
    {
        CodeSize = 12,
        LargestCodeToInput = 0.5,
        BatchSize = 32,
        Length = new DefaultLength(LeastEpochs: 10, Steps: 15_000),
        LearningRate = 1e-3f,
        AlwaysAnneals = true,
        ScalesTables = true,
        AddsNoise = false,
        AugmentsImages = true,
        MostDensePixels = 32 * 32,
        AllowsOneLayer = false,
    };

    internal int CodeSize { get; private init; } = CodeSizeOfEstimator;

    /// <summary>The greatest part of the width of the input that the code has; at least one unit. A code as wide as the input
    /// reconstructs anything.</summary>
    private double LargestCodeToInput { get; init; } = double.PositiveInfinity;

    internal int BatchSize { get; private init; } = 128;

    /// <summary>Ten epochs of 60,000 rows.</summary>
    internal DefaultLength Length { get; private init; } = new(LeastEpochs: 10, Steps: 4_690);

    internal float LearningRate { get; private init; } = 2e-3f;

    /// <summary>Whether the learning rate falls even where somebody has set it.</summary>
    private bool AlwaysAnneals { get; init; }

    /// <summary>Whether noise is added to rows where that makes better codes.</summary>
    private bool AddsNoise { get; init; } = true;

    /// <summary>Whether images of some size are distorted, and given back like that: what is ordinary is then not only what is among the
    /// rows.</summary>
    private bool AugmentsImages { get; init; }

    /// <summary>Images of so many values and fewer get dense layers. What is odd about something small is its outline, and convolutions
    /// give back outlines that they have never seen.</summary>
    internal int MostDensePixels { get; private init; }

    /// <summary>Whether a table that has too few rows for two hidden layers gets one. Where distances are measured, none does as well.
    /// </summary>
    private bool AllowsOneLayer { get; init; } = true;

    /// <summary>Whether narrow rows are scaled slot by slot whatever their range: distances between them are measured.</summary>
    private bool ScalesTables { get; init; }

    /// <summary>Whether the input is too wide for what is done with the slots of a table.</summary>
    internal static bool IsWide(int inputSize) => inputSize >= WideInput;

    /// <summary>The settings of a training.</summary>
    /// <param name="options">The options, of which each is in its range, with a seed.</param>
    /// <param name="data">What is known about the data; null where no data is known yet.</param>
    internal TrainingSettings Resolve(Options options, DataProfile? data) => TrainingSnapshot.Of(Fill(options, data));

    /// <summary>A copy of the options with values for those that are null and have a default.</summary>
    /// <inheritdoc cref="Resolve"/>
    internal Options Fill(Options options, DataProfile? data)
    {
        var filled = options.Copy();
        var recipe = FindRecipe(options, data);
        DefaultSizes.FillImageLayers(filled, Math.Max(MostDensePixels, recipe?.MostDensePixels ?? 0));
        recipe?.Choose(filled, data);
        filled.TiedWeights ??= false;
        filled.CodeSize ??= data is null
            ? CodeSize
            : (int)Math.Clamp(LargestCodeToInput * data.InputSize, 1, CodeSize);
        filled.BatchSize ??= BatchSize;
        filled.Loss ??= ReconstructionLoss.MeanSquaredError;
        var choosesLayers = filled.HiddenLayerSizes is null && filled.LayerColumns.Length == 0;
        if (AugmentsImages && data is not null && IsWide(data.InputSize))
        {
            filled.Regularizers ??= DefaultAugmentation.Of(filled, data, keepsSome: false);
        }

        FillScaling(filled, data);
        FillNetwork(filled, data);
        filled.Regularizers ??= AddsNoise && data is not null && DefaultNoise.Helps(filled, data, choosesLayers)
            ? [AutoEncoderRegularizer.Denoising(DefaultNoise.Noise)]
            : [];
        // Labels make the values that tell them apart the large ones.
        filled.DecorrelateCode ??=
            data is not null && !IsWide(data.InputSize) && filled.LabelColumnName is null && CanDecorrelate(filled);
        FillLearning(filled, data, recipe?.LearningRate ?? LearningRate, recipe?.Length ?? Length);
        filled.Dropout ??= 0f;
        filled.BatchNormalization ??= false;
        filled.WeightDecay ??= 0f;
        if (filled.LabelColumnName is not null)
        {
            filled.LabelWeight ??= LabelWeightPerSlot * (data?.InputSize ?? 1);
            filled.PseudoLabelWeight ??= 0f;
        }

        filled.MemoryBudgetInBytes ??= GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        return filled;
    }

    /// <summary>Whether the rows may have any value: the output's activation and the scaling follow from them.</summary>
    internal static bool LeavesRangeToData(Options options) => options.OutputActivation is null && DefaultScaling.Fits(options);

    /// <summary>Whether the code may be turned: it has no axes of its own.</summary>
    internal static bool CanDecorrelate(Options options) =>
        options.CodeActivation is null or Identity && options.Regularizers?.Any(regularizer => regularizer.GivesUnitsMeaning) != true;

    /// <summary>What a goal stands for, or, without one, what texts need: without noise a network learns what differs from one to the next
    /// by chance, and without hidden layers nothing.</summary>
    private GoalRecipe? FindRecipe(Options options, DataProfile? data) =>
        options.Goal is { } goal ? GoalRecipe.Of(goal)
        : AddsNoise && data is not null && AreTexts(options, data) ? new TextRecipe()
        : null;

    private static bool AreTexts(Options options, DataProfile data) =>
        IsWide(data.InputSize) && DefaultScaling.AreSparse(data) && options.ImageShape is null && data.FindImages() is null;

    /// <summary>Values in [0, 1] stay as they are, with a sigmoid; others are scaled, and nothing bounds the output.</summary>
    private void FillScaling(Options options, DataProfile? data)
    {
        if (data is null || !DefaultScaling.Fits(options))
        {
            options.InputScaling ??= InputScaling.None;
            options.OutputActivation ??= options.InputScaling == InputScaling.None ? Activation.Sigmoid : Activation.Identity;
            return;
        }

        options.InputScaling ??= DefaultScaling.For(options, data, perSlot: ScalesTables && !IsWide(data.InputSize));
        options.OutputActivation ??= options.InputScaling == InputScaling.None && DefaultScaling.IsInUnitInterval(data)
            ? Activation.Sigmoid
            : Activation.Identity;
    }

    private static bool ChangesRows(Options options) =>
        options.Regularizers?.Any(regularizer => regularizer.RowChange is not null) == true;

    private void FillNetwork(Options options, DataProfile? data)
    {
        var isWide = data is null || IsWide(data.InputSize);
        // The numbers of layers must not depend on the data where somebody names them.
        options.HiddenLayerSizes ??= data is null || options.LayerColumns.Length > 0
            ? [256, 128]
            : DefaultSizes.HiddenLayers(data, options.CodeSize!.Value, ChangesRows(options), AllowsOneLayer);
        options.DecoderLayerSizes ??= [.. options.HiddenLayerSizes.AsEnumerable().Reverse()];
        options.Activation ??= Activation.LeakyReLU();
        options.CodeActivation ??= isWide && options.DecorrelateCode != true ? Activation.LeakyReLU() : Activation.Identity;
        options.WeightInitialization ??= isWide ? WeightInitialization.TorchLinear : WeightInitialization.GlorotUniform;
    }

    private void FillLearning(Options options, DataProfile? data, float learningRate, DefaultLength length)
    {
        // Who sets the learning rate means it, and not the beginning of a slope.
        options.LearningRateSchedule ??= options.LearningRate is null || AlwaysAnneals
            ? LearningRateSchedule.CosineWithWarmUp()
            : LearningRateSchedule.Constant;
        options.LearningRate ??= learningRate;
        if (options.NumberOfEpochs is null && data is { HasValidationRows: true })
        {
            options.EarlyStopping ??= new EarlyStopping(length.Patience(options, data));
        }

        options.NumberOfEpochs ??= length.Epochs(options, data);
    }
}
