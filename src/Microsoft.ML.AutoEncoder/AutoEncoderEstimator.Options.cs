using System.Text.Json.Serialization;

namespace Microsoft.ML.AutoEncoder;

public sealed partial class AutoEncoderEstimator
{
    /// <summary>The options of an <see cref="AutoEncoderEstimator"/>. The estimator copies and checks them when it is created;
    /// changing them later has no effect on it. Null stands for the default where there is one,
    /// which is chosen when the estimator is fitted.</summary>
    [JsonConverter(typeof(OptionsConverter<Options>))]
    public sealed class Options
    {
        /// <summary>The column to encode: a known-size vector of <see cref="float"/>. Null, the default, stands for
        /// <see cref="OutputColumnName"/>.</summary>
        [ColumnOption("a name, or null for the default")]
        public string? InputColumnName;

        /// <summary>The column that receives the code, a vector of <see cref="CodeSize"/> values. It may have the input column's name
        /// and then replaces it. Required.</summary>
        [ColumnOption("a name", IsRequired = true, IsOutput = true)]
        public string? OutputColumnName;

        /// <summary>A column of <see cref="float"/> with the weight of each row in training: finite, at least 0, and relative to the
        /// others. Null, the default, gives every row the same weight.</summary>
        [ColumnOption("a name, or null for the default")]
        public string? ExampleWeightColumnName;

        /// <summary>A column of labels that help training: the code becomes one that they can be told from. A key (classes), a
        /// <see cref="bool"/>, or a <see cref="float"/> (a regression target). A row without a label (a missing key, or NaN) helps with
        /// its values alone. A layer on the code predicts the labels, in training only: the fitted model neither has it nor needs labels.
        /// Null, the default: labels play no part.</summary>
        [ColumnOption("a name, or null for the default")]
        public string? LabelColumnName;

        /// <summary>What the loss of a label (see <see cref="LabelMetrics.Loss"/>) is multiplied by before it is added to the loss of its
        /// row, which is summed over slots. As if every row had a label: where few rows have one, they count for the others too. Positive
        /// and finite. Null, the default: a tenth of the number of slots. Only together with <see cref="LabelColumnName"/>.</summary>
        [NumberOption(Above = 0, IsFinite = true, OrNull = true)]
        public float? LabelWeight;

        /// <summary>What the loss of pseudo-labels is multiplied by, besides <see cref="LabelWeight"/>: before training, labels spread to
        /// the rows that have none, from neighbour to neighbour, and each row gets the one that reaches it most, trusted the less the
        /// more others do too (Zhou et al., "Learning with Local and Global Consistency", 2004; Iscen et al., "Label Propagation for Deep
        /// Semi-supervised Learning", 2019). Only for classes and Booleans, and for rows that fit into
        /// <see cref="MemoryBudgetInBytes"/>; of more than 65,536 rows, so many get one. At least 0 and finite. Null, the default: 0, or
        /// what <see cref="Goal"/> needs.</summary>
        [NumberOption(AtLeast = 0, IsFinite = true, OrNull = true)]
        public float? PseudoLabelWeight;

        /// <summary>The column that receives the reconstruction of the input, a vector of the input's size. Null, the default: not
        /// produced.</summary>
        [ColumnOption("a name, or null for the default", IsOutput = true)]
        public string? ReconstructionColumnName;

        /// <summary>The column that receives the mean over the slots of the squared difference between the input and its reconstruction,
        /// a scalar. Null, the default: not produced.</summary>
        [ColumnOption("a name, or null for the default", IsOutput = true)]
        public string? ReconstructionErrorColumnName;

        /// <summary>The column that receives the squared difference between the input and its reconstruction slot by slot, a vector of
        /// the input's size. Null, the default: not produced.</summary>
        [ColumnOption("a name, or null for the default", IsOutput = true)]
        public string? SlotErrorColumnName;

        /// <summary>Columns that receive the outputs of single layers,
        /// for who wants a wider representation than the code. Default: none.</summary>
        [ListOption("an array of named columns, which may be empty", IsRequired = true, IsIdentity = false)]
        public LayerColumn[] LayerColumns = [];

        /// <summary>What the code is for: options that are null then follow from the goal, the width of the input and the number of rows.
        /// Null, the default: a balance of all goals.</summary>
        [Option(IsIdentity = false)]
        public AutoEncoderGoal? Goal;

        /// <summary>The sizes of the hidden layers between the input and the code. May be empty. Each at least 1. Null, the
        /// default: from the width of the input and the number of rows; 256 and 128 for 784 inputs.</summary>
        [ListOption("sizes of at least 1", ElementsAtLeast = 1)]
        public int[]? HiddenLayerSizes;

        /// <summary>The sizes of the hidden layers between the code and the reconstruction. May be empty. Each at least 1. Null,
        /// the default: those of <see cref="HiddenLayerSizes"/> in reverse.</summary>
        [ListOption("sizes of at least 1, or null", ElementsAtLeast = 1)]
        public int[]? DecoderLayerSizes;

        /// <summary>Says that the rows are images, and of which size: the network then keeps neighbouring pixels together, with the layers
        /// of <see cref="EncoderLayers"/> before the hidden layers. Height, width and channels must make the size of the input. Null, the
        /// default: rows are not looked at as images.</summary>
        [Option]
        public ImageShape? ImageShape;

        /// <summary>The layers of images between the input and <see cref="HiddenLayerSizes"/>, of which there are none then unless they are
        /// set. May be empty. Only together with <see cref="ImageShape"/>. Null, the default: convolutions that halve the image until it
        /// has fewer than 14 rows or columns, four at most; none for a detector and for
        /// <see cref="AutoEncoderGoal.Anomalies"/> where images have at most 1,024 values.</summary>
        [ListOption("a list of layers, or null")]
        public IReadOnlyList<ImageLayer>? EncoderLayers;

        /// <summary>The layers of images after the hidden layers of the decoder. They begin with an image of the size that
        /// <see cref="EncoderLayers"/> end with, and must end with one of the size of the input. Null, the default: those of
        /// <see cref="EncoderLayers"/> backwards, with transposed convolutions for convolutions, and upsampling for pooling.</summary>
        [ListOption("a list of layers, or null")]
        public IReadOnlyList<ImageLayer>? DecoderLayers;

        /// <summary>The number of values of the code. At least 1. Default: 64.</summary>
        [NumberOption(AtLeast = 1)]
        public int? CodeSize;

        /// <summary>The activation of the hidden layers. Default: leaky ReLU with slope 0.2.</summary>
        [Option]
        public Activation? Activation;

        /// <summary>The activation of the code. Null, the default: leaky ReLU with slope 0.2 for at least 256 inputs, the identity for
        /// fewer.</summary>
        [Option]
        public Activation? CodeActivation;

        /// <summary>The activation of the reconstruction. The input must lie in its range. Null, the default: sigmoid for inputs in [0,
        /// 1], the
        /// identity for others.</summary>
        [Option]
        public Activation? OutputActivation;

        /// <summary>How the input is scaled before training; reconstructions and errors stay in its units. Null, the default: the data
        /// decide.
        /// Values in [0, 1] are taken as they are, unless a normaliser has brought the slots of a table there; those of rows that are
        /// mostly zeros are scaled overall, others slot by slot; where
        /// <see cref="OutputActivation"/> or <see cref="Loss"/> bound the output, nothing is scaled.</summary>
        [Option]
        public InputScaling? InputScaling;

        /// <summary>What initial weights are drawn from. Null, the default: as PyTorch's linear layer for inputs of at least 256 slots,
        /// Glorot's
        /// uniform distribution for narrower ones.</summary>
        [Option]
        public WeightInitialization? WeightInitialization;

        /// <summary>Whether the code is turned into its principal axes after training: its values are uncorrelated, the one with the
        /// greatest variance first, and reconstructions stay as they are. A classifier that penalises large weights does better on
        /// such a code where rows are few. Needs <see cref="Activation.Identity"/> as the activation of the code, and no regularizer
        /// that gives single units a meaning (L1, Kullback–Leibler, top-k, variational). Default: true where that holds, the
        /// input has fewer than 256 slots, and there is no <see cref="LabelColumnName"/>.</summary>
        [Option]
        public bool? DecorrelateCode;

        /// <summary>Whether each layer of the decoder has the weights of its counterpart in the encoder, transposed, and only a
        /// bias of its own. That halves the number of parameters to train; the fitted model is as large as ever. Not together
        /// with <see cref="DecoderLayerSizes"/>. Default: false.</summary>
        [Option]
        public bool? TiedWeights;

        /// <summary>The part of the values of each hidden layer that is set to 0 in each training step, at random; the others are
        /// raised so that the mean stays (Srivastava et al., "Dropout", JMLR 15, 2014). In [0, 1).
        /// There is none at scoring. Default: 0.</summary>
        [NumberOption(AtLeast = 0, Below = 1)]
        public float? Dropout;

        /// <summary>Whether hidden layers are normalised in training: each unit gets the mean 0 and the variance 1 before its
        /// activation, and learns another scale and bias (Ioffe and Szegedy, 2015). The statistics are those of the rows that one
        /// thread has of a batch, each row counting the same whatever its weight, so results depend on
        /// <see cref="NumberOfThreads"/> by more than rounding. The fitted model has running statistics of whole batches, folded
        /// into its weights, and scores as fast as without. Default: false.</summary>
        [Option]
        public bool? BatchNormalization;

        /// <summary>What training minimises, besides penalties. Default: the squared error.</summary>
        [Option]
        public ReconstructionLoss? Loss;

        /// <summary>What training wants besides good reconstructions: sparse, denoising, contractive, and variational
        /// autoencoders. At most one of each kind. Null, the default: for at least 256 slots with values in [0, 1], and where hidden
        /// layers are left out, denoising with <see cref="Corruption.Dropout(float)"/> of a quarter; otherwise nothing.</summary>
        [ListOption("a list of regularizers")]
        public IReadOnlyList<AutoEncoderRegularizer>? Regularizers;

        /// <summary>How many times training goes through the data. At least 1. Null, the default: enough for 4,690 steps (10 epochs of
        /// 60,000 rows), and at least 10.</summary>
        [NumberOption(AtLeast = 1)]
        public int? NumberOfEpochs;

        /// <summary>The number of rows of a training step. At least 1; larger than the data means all rows at once. Default: 128.</summary>
        [NumberOption(AtLeast = 1)]
        public int? BatchSize;

        /// <summary>The step size of the optimizer Adam. Positive and finite. Null, the default: 0.002, falling to 0.</summary>
        [NumberOption(Above = 0, IsFinite = true)]
        public float? LearningRate;

        /// <summary>How the learning rate changes while training goes on. Null, the default: it stays as it is if
        /// <see cref="LearningRate"/> is set, and otherwise falls along a cosine.</summary>
        [Option]
        public LearningRateSchedule? LearningRateSchedule;

        /// <summary>The part of every weight and bias that a step with the learning rate 1 takes away (AdamW). At least 0 and finite.
        /// Default: 0.</summary>
        [NumberOption(AtLeast = 0, IsFinite = true)]
        public float? WeightDecay;

        /// <summary>The greatest Euclidean norm that the gradient of all parameters may have in a step; a longer one is shortened to it.
        /// The gradient is that of the loss summed over slots and averaged over rows. Positive. Null, the default: no limit.</summary>
        [NumberOption(Above = 0, OrNull = true)]
        public float? GradientClipNorm;

        /// <summary>Rows to measure the loss on after each epoch, with the columns that training reads. In a pipeline they must have gone
        /// through the steps before this estimator. Null, the default: none. See also <see cref="ValidationFraction"/> and
        /// <see cref="Fit(IDataView, IDataView)"/>.</summary>
        [Option(IsIdentity = false)]
        public IDataView? ValidationSet;

        /// <summary>The part of the rows that is set aside, at random, to measure the loss on after each epoch. In (0, 1). Null,
        /// the default: none. Not together with <see cref="ValidationSet"/>.</summary>
        [NumberOption(Above = 0, Below = 1, OrNull = true)]
        public float? ValidationFraction;

        /// <summary>Ends training when the loss has stopped improving, and keeps the best weights. Null, the default: where there are
        /// validation
        /// rows and <see cref="NumberOfEpochs"/> is null, after a tenth of the epochs without improvement; otherwise training goes
        /// through all
        /// epochs and keeps the last weights.</summary>
        [Option]
        public EarlyStopping? EarlyStopping;

        /// <summary>Ends training after this time, within one training step, and keeps the weights of the best epoch so far; the epoch that
        /// is cut short counts as one. Reading the data does not count. Positive. Null, the default: no limit.</summary>
        [NumberOption(Above = 0, OrNull = true, IsIdentity = false)]
        public TimeSpan? MaximumTrainingTime;

        /// <summary>Decides the initial weights, the order of the rows, and which rows are set aside. The same seed gives the
        /// same model, bit for bit, on the same machine and number of threads. Null, the default: taken from the
        /// <see cref="MLContext"/> when the estimator is created.</summary>
        [Option]
        public int? Seed;

        /// <summary>How many bytes the rows to train on may take in memory, at 4 bytes per value. If they take more, they are read anew in
        /// each epoch, through a buffer of this size that shuffles them; rows for validation are always kept in memory. Positive. Null, the
        /// default: half of the memory that the process may use.</summary>
        [NumberOption(Above = 0, OrNull = true, IsIdentity = false)]
        public long? MemoryBudgetInBytes;

        /// <summary>The number of threads that training uses, at least 1. Null, the default: as many as there are processors, but no more
        /// than one per 32 rows of a batch. It changes rounding: only the same number gives the same bits. The number of threads that Torch
        /// uses elsewhere in the process is neither used nor changed.</summary>
        [NumberOption(AtLeast = 1, OrNull = true, IsIdentity = false)]
        public int? NumberOfThreads;

        /// <summary>The processes that train one model together, each on the rows that its own <see cref="Fit(IDataView)"/> is given:
        /// <see cref="BatchSize"/> is the number of rows that each of them has in a step, and losses, statistics and decisions are those of
        /// all rows. All get the same model, and an error in one of them ends all. Needs the same options and the same
        /// <see cref="Seed"/> in all of them. Null, the default: this process alone.</summary>
        [Option(IsIdentity = false)]
        public TrainingGroup? TrainingGroup;

        /// <summary>In which numbers the matrix products of training are computed; weights, sums and the fitted model are in single
        /// precision. <see cref="TrainingPrecision.Auto"/>, the default: bfloat16 where the processor is made for it and the layers are
        /// large. What was chosen
        /// stands in the log and in <see cref="AutoEncoderTransformer.TrainingOptions"/>.</summary>
        [Option(IsIdentity = false)]
        public TrainingPrecision Precision;

        /// <summary>A file that keeps the state of the training after each epoch. If the file is there,
        /// <see cref="Fit(IDataView)"/> goes on from it, and ends with the bits of a training that was never interrupted. It must
        /// have been written with the same options, data and version of the library, and is deleted when training ends. Needs
        /// <see cref="Seed"/>. Null, the default: no checkpoints.</summary>
        [TextOption("a path, or null", IsIdentity = false)]
        public string? CheckpointPath;

        /// <summary>Whether the fitted model, and its file, keep the state that the training ends with, so that
        /// <see cref="Fit(IDataView, AutoEncoderTransformer)"/> goes on from there as if nothing had been between. It takes three times
        /// the memory of the weights, or five times where the weights of the best epoch are kept. Default: false.</summary>
        [Option(IsIdentity = false)]
        public bool KeepTrainingState;

        /// <summary>Called after each epoch, on the thread that called <see cref="Fit(IDataView)"/>. An exception that it throws
        /// ends the training and leaves <see cref="Fit(IDataView)"/>. Null, the default: not called.</summary>
        [Option(IsIdentity = false)]
        public Action<EpochMetrics>? ProgressCallback;

        /// <summary>Ends <see cref="Fit(IDataView)"/> with an <see cref="OperationCanceledException"/>, within one training step.</summary>
        [Option(IsIdentity = false)]
        public CancellationToken CancellationToken;

        /// <summary>A copy with lists of its own.</summary>
        internal Options Copy()
        {
            var copy = (Options)MemberwiseClone();
            foreach (var option in OptionDescription.Of(GetType()))
            {
                option.CopyList(copy);
            }

            return copy;
        }
    }
}
