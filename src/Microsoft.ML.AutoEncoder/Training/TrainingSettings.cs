namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>How to train: the options that training knows, checked, with a value for each default, and frozen. A property has the
/// name of its option, so that messages name the option; its value comes from there.
/// What the options mean is told where they stand.</summary>
internal sealed record TrainingSettings
{
    internal required IReadOnlyList<int> HiddenLayerSizes { get; init; }

    internal required IReadOnlyList<int> DecoderLayerSizes { get; init; }

    /// <summary>Null: rows are not looked at as images.</summary>
    internal ImageShape? ImageShape { get; init; }

    /// <summary>The layers of images; not null where <see cref="ImageShape"/> is not.</summary>
    internal IReadOnlyList<ImageLayer>? EncoderLayers { get; init; }

    /// <summary>Null: those of the encoder backwards.</summary>
    internal IReadOnlyList<ImageLayer>? DecoderLayers { get; init; }

    internal required int CodeSize { get; init; }

    internal required Activation Activation { get; init; }

    internal required Activation CodeActivation { get; init; }

    internal required Activation OutputActivation { get; init; }

    /// <summary>Whether the code is turned into its principal axes after training.</summary>
    internal bool DecorrelateCode { get; init; }

    internal bool TiedWeights { get; init; }

    internal float Dropout { get; init; }

    internal bool BatchNormalization { get; init; }

    internal required ReconstructionLoss Loss { get; init; }

    internal required IReadOnlyList<AutoEncoderRegularizer> Regularizers { get; init; }

    internal InputScaling InputScaling { get; init; }

    internal WeightInitialization WeightInitialization { get; init; }

    internal required int NumberOfEpochs { get; init; }

    internal required int BatchSize { get; init; }

    internal required float LearningRate { get; init; }

    internal required LearningRateSchedule LearningRateSchedule { get; init; }

    internal required float WeightDecay { get; init; }

    /// <summary>The column of the labels; null: there are none.</summary>
    internal string? LabelColumnName { get; init; }

    /// <summary>What the loss of labels is multiplied by; null where there are none.</summary>
    internal float? LabelWeight { get; init; }

    /// <summary>What the loss of pseudo-labels is multiplied by besides; null where there are no labels.</summary>
    internal float? PseudoLabelWeight { get; init; }

    /// <summary>Null: gradients are not clipped.</summary>
    internal float? GradientClipNorm { get; init; }

    /// <summary>The part of the rows that is set aside for validation; null: none.</summary>
    internal float? ValidationFraction { get; init; }

    /// <summary>Null: training does not end early.</summary>
    internal EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Null: no limit.</summary>
    internal TimeSpan? MaximumTrainingTime { get; init; }

    internal required int Seed { get; init; }

    /// <summary>How many bytes the rows may take in memory.</summary>
    internal required long MemoryBudgetInBytes { get; init; }

    /// <summary>Null: as many as there are processors and the batch gives work to.</summary>
    internal int? NumberOfThreads { get; init; }

    internal TrainingPrecision Precision { get; init; }

    /// <summary>Null: this process trains alone.</summary>
    internal TrainingGroup? TrainingGroup { get; init; }

    /// <summary>Null: no checkpoints.</summary>
    internal string? CheckpointPath { get; init; }

    internal Action<EpochMetrics>? ProgressCallback { get; init; }

    internal CancellationToken CancellationToken { get; init; }

    /// <summary>Whether the fitted model keeps the state that the training ends with.</summary>
    internal bool KeepTrainingState { get; init; }

    /// <summary>The options that the bits of the training depend on, with their values as text.</summary>
    internal IReadOnlyList<(string Name, string Value)> Choices { get; init; } = [];

    /// <summary>The same line by line.</summary>
    internal IEnumerable<string> Identity => Choices.Select(choice => $"{choice.Name}: {choice.Value}");

    /// <summary>Whether the parameters of the best epoch are kept, and not those of the last one.</summary>
    internal bool KeepBest => EarlyStopping is not null || MaximumTrainingTime is not null;

    /// <summary>The images that what changes rows expects them to be; none where it knows no pixels.</summary>
    internal IEnumerable<ImageShape> ChangedImages => Regularizers.SelectMany(regularizer => regularizer.ImageShapes);

    /// <summary>What the network has in training besides its layers.</summary>
    internal NetworkArchitecture Architecture => new()
    {
        TiedWeights = TiedWeights,
        BatchNormalization = BatchNormalization,
        Dropout = Dropout,
        WeightInitialization = WeightInitialization,
        LogVariance = Regularizers.Any(regularizer => regularizer.NeedsLogVariance),
    };

    /// <summary>The same with what predicts labels.</summary>
    /// <param name="labels">The column of the labels; null if there is none.</param>
    internal NetworkArchitecture ArchitectureFor(LabelColumn? labels) =>
        Architecture with { LabelOutputSize = labels?.OutputSize ?? 0 };

    /// <summary>The number of layers of the network: those before the code, the code, those after it, and the reconstruction. Layers of
    /// images have one more on each side, and one between the hidden layers of the decoder and its images.</summary>
    internal int LayerCount => HiddenLayerSizes.Count + 1 + DecoderLayerSizes.Count + 1 + (HasImageLayers
        ? EncoderLayers!.Count + (DecoderLayers ?? EncoderLayers).Count + 2
        : 0);

    /// <summary>Whether layers need to know what is beside a pixel. Dense ones do not, whatever rows are.</summary>
    private bool HasImageLayers => ImageShape is not null && EncoderLayers!.Concat(DecoderLayers ?? []).Any();

    /// <summary>The network to train.</summary>
    /// <param name="inputSize">The number of values of a row.</param>
    /// <param name="fitted">The layers of the model that training goes on from; null: those that the settings ask for.</param>
    /// <exception cref="ArgumentException">The layers of images do not fit the image.</exception>
    internal NetworkShape CreateShape(int inputSize, NetworkShape? fitted = null) => (fitted ?? CreateLayers(inputSize)) with
    {
        ActiveCodeUnits = Regularizers
            .Select(regularizer => regularizer.ActiveCodeUnits)
            .FirstOrDefault(units => units is not null && units < CodeSize),
        HasStandardNormalPrior = Regularizers.Any(regularizer => regularizer.HasStandardNormalPrior),
    };

    private NetworkShape CreateLayers(int inputSize)
    {
        (int Size, Activation Activation)[] encoder =
            [.. HiddenLayerSizes.Select(size => (size, Activation)), (CodeSize, CodeActivation)];
        (int Size, Activation Activation)[] decoder = [.. DecoderLayerSizes.Select(size => (size, Activation))];
        return HasImageLayers
            ? new ImageNetwork(ImageShape!, EncoderLayers!, DecoderLayers).Create(encoder, decoder, Activation, OutputActivation)
            : NetworkShape.OfDenseLayers(inputSize, encoder, [.. decoder, (inputSize, OutputActivation)]);
    }
}
