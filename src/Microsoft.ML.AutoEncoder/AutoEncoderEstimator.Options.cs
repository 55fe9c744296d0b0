namespace Microsoft.ML.AutoEncoder;

public sealed partial class AutoEncoderEstimator
{
    /// <summary>The options of an <see cref="AutoEncoderEstimator"/>. The estimator copies and checks them when it is created;
    /// changing them later has no effect on it.</summary>
    public sealed class Options
    {
        /// <summary>The column to encode: a known-size vector of <see cref="float"/>. Null, the default, stands for
        /// <see cref="OutputColumnName"/>.</summary>
        public string? InputColumnName;

        /// <summary>The column that receives the code, a vector of <see cref="CodeSize"/> values. It may have the input column's name
        /// and then replaces it. Required.</summary>
        public string? OutputColumnName;

        /// <summary>A column of <see cref="float"/> with the weight of each row in training: finite, at least 0, and relative to the
        /// others. Null, the default, gives every row the same weight.</summary>
        public string? ExampleWeightColumnName;

        /// <summary>The column that receives the reconstruction of the input, a vector of the input's size. Null, the default: not
        /// produced.</summary>
        public string? ReconstructionColumnName;

        /// <summary>The column that receives the mean over the slots of the squared difference between the input and its reconstruction,
        /// a scalar. Null, the default: not produced.</summary>
        public string? ReconstructionErrorColumnName;

        /// <summary>The column that receives the squared difference between the input and its reconstruction slot by slot, a vector of
        /// the input's size. Null, the default: not produced.</summary>
        public string? SlotErrorColumnName;

        /// <summary>Columns that receive the outputs of single layers, for who wants a wider representation than the code. Default: none.</summary>
        public LayerColumn[] LayerColumns = [];

        /// <summary>The sizes of the hidden layers between the input and the code. May be empty. Each at least 1. Default: 256, 128.</summary>
        public int[] HiddenLayerSizes = [.. Defaults.HiddenLayerSizes];

        /// <summary>The sizes of the hidden layers between the code and the reconstruction. May be empty. Each at least 1. Null, the default: those of
        /// <see cref="HiddenLayerSizes"/> in reverse.</summary>
        public int[]? DecoderLayerSizes;

        /// <summary>The number of values of the code. At least 1. Default: 64.</summary>
        public int CodeSize = Defaults.CodeSize;

        /// <summary>The activation of the hidden layers. Default: leaky ReLU with slope 0.2.</summary>
        public Activation Activation = Defaults.Activation;

        /// <summary>The activation of the code. Default: leaky ReLU with slope 0.2.</summary>
        public Activation CodeActivation = Defaults.CodeActivation;

        /// <summary>The activation of the reconstruction. The input must lie in its range. Default: sigmoid, for inputs in [0, 1].</summary>
        public Activation OutputActivation = Defaults.OutputActivation;

        /// <summary>Whether each layer of the decoder has the weights of its counterpart in the encoder, transposed, and only a bias of its own. That halves the number of
        /// parameters to train; the fitted model is as large as ever. Not together with <see cref="DecoderLayerSizes"/>. Default: false.</summary>
        public bool TiedWeights;

        /// <summary>The part of the values of each hidden layer that is set to 0 in each training step, at random; the others are raised so that the mean stays
        /// (Srivastava et al., "Dropout", JMLR 15, 2014). In [0, 1). There is none at scoring. Default: 0.</summary>
        public float Dropout;

        /// <summary>Whether hidden layers are normalised in training: each unit gets the mean 0 and the variance 1 before its activation, and learns another scale and bias
        /// (Ioffe and Szegedy, 2015). The statistics are those of the rows that one thread has of a batch, each row counting the same whatever its weight, so results depend on
        /// <see cref="NumberOfThreads"/> by more than rounding. The fitted model has running statistics of whole batches, folded into its weights, and scores as fast as without.
        /// Default: false.</summary>
        public bool BatchNormalization;

        /// <summary>What training minimises, besides penalties. Default: the squared error.</summary>
        public ReconstructionLoss Loss = ReconstructionLoss.MeanSquaredError;

        /// <summary>What training wants besides good reconstructions: sparse, denoising, contractive, and variational autoencoders. At most one of each kind. Default: nothing.</summary>
        public IReadOnlyList<AutoEncoderRegularizer> Regularizers = [];

        /// <summary>How many times training goes through the data. At least 1. Default: 10.</summary>
        public int NumberOfEpochs = Defaults.NumberOfEpochs;

        /// <summary>The number of rows of a training step. At least 1; larger than the data means all rows at once. Default: 128.</summary>
        public int BatchSize = Defaults.BatchSize;

        /// <summary>The step size of the optimizer Adam. Positive and finite. Default: 0.001.</summary>
        public float LearningRate = Defaults.LearningRate;

        /// <summary>How the learning rate changes while training goes on. Default: it stays as it is.</summary>
        public LearningRateSchedule LearningRateSchedule = LearningRateSchedule.Constant;

        /// <summary>The part of every weight and bias that a step with the learning rate 1 takes away (AdamW). At least 0 and finite.
        /// Default: 0.</summary>
        public float WeightDecay;

        /// <summary>The greatest Euclidean norm that the gradient of all parameters may have in a step; a longer one is shortened to it.
        /// The gradient is that of the loss summed over slots and averaged over rows. Positive. Null, the default: no limit.</summary>
        public float? GradientClipNorm;

        /// <summary>Rows to measure the loss on after each epoch, with the columns that training reads. In a pipeline they must have gone
        /// through the steps before this estimator. Null, the default: none. See also <see cref="ValidationFraction"/> and
        /// <see cref="Fit(IDataView, IDataView)"/>.</summary>
        public IDataView? ValidationSet;

        /// <summary>The part of the rows that is set aside, at random, to measure the loss on after each epoch. In (0, 1). Null, the default:
        /// none. Not together with <see cref="ValidationSet"/>.</summary>
        public float? ValidationFraction;

        /// <summary>Ends training when the loss has stopped improving, and keeps the best weights. Null, the default: training goes through
        /// all epochs and keeps the last weights.</summary>
        public EarlyStopping? EarlyStopping;

        /// <summary>Ends training after this time, within one training step, and keeps the weights of the best epoch so far; the epoch that
        /// is cut short counts as one. Reading the data does not count. Positive. Null, the default: no limit.</summary>
        public TimeSpan? MaximumTrainingTime;

        /// <summary>Decides the initial weights, the order of the rows, and which rows are set aside. The same seed gives the same model, bit for bit, on the same
        /// machine and number of threads. Null, the default: taken from the <see cref="MLContext"/> when the estimator is created.</summary>
        public int? Seed;

        /// <summary>How many bytes the rows to train on may take in memory, at 4 bytes per value. If they take more, they are read anew in
        /// each epoch, through a buffer of this size that shuffles them; rows for validation are always kept in memory. Positive. Null, the
        /// default: half of the memory that the process may use.</summary>
        public long? MemoryBudgetInBytes;

        /// <summary>The number of threads that training uses, at least 1. Null, the default: as many as there are processors, but no more
        /// than one per 32 rows of a batch. It changes rounding: only the same number gives the same bits. The number of threads that Torch
        /// uses elsewhere in the process is neither used nor changed.</summary>
        public int? NumberOfThreads;

        /// <summary>A file that keeps the state of the training after each epoch. If the file is there, <see cref="Fit(IDataView)"/> goes on from
        /// it, and ends with the bits of a training that was never interrupted. It must have been written with the same options, data and
        /// version of the library, and is deleted when training ends. Needs <see cref="Seed"/>. Null, the default: no checkpoints.</summary>
        public string? CheckpointPath;

        /// <summary>Called after each epoch, on the thread that called <see cref="Fit(IDataView)"/>. An exception that it throws
        /// ends the training and leaves <see cref="Fit(IDataView)"/>. Null, the default: not called.</summary>
        public Action<EpochMetrics>? ProgressCallback;

        /// <summary>Ends <see cref="Fit(IDataView)"/> with an <see cref="OperationCanceledException"/>, within one training step.</summary>
        public CancellationToken CancellationToken;

        internal Options Copy() => (Options)MemberwiseClone();
    }

    internal static class Defaults
    {
        internal const int CodeSize = 64;
        internal const int NumberOfEpochs = 10;
        internal const int BatchSize = 128;
        internal const float LearningRate = 1e-3f;

        internal static readonly int[] HiddenLayerSizes = [256, 128];
        internal static readonly Activation Activation = Activation.LeakyReLU();
        internal static readonly Activation CodeActivation = Activation.LeakyReLU();
        internal static readonly Activation OutputActivation = Activation.Sigmoid;
    }
}
