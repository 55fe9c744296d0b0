using Microsoft.ML.AutoEncoder.Training;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>
/// <see cref="IEstimator{TTransformer}"/> that trains an autoencoder: a neural network that squeezes a vector through a narrow
/// code and reconstructs it from there. The code serves as features for whatever comes next in the pipeline.
/// </summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// To create this estimator, use [AutoEncoder](xref:Microsoft.ML.AutoEncoderCatalog.AutoEncoder*).
///
/// ### Estimator Characteristics
/// | | |
/// | -- | -- |
/// | Does this estimator need to look at the data to train its parameters? | Yes |
/// | Input column data type | Known-size vector of <xref:System.Single> |
/// | Output column data type | Known-size vector of <xref:System.Single>; <xref:System.Single> for the optional reconstruction error |
/// | Required NuGet in addition to Microsoft.ML | Microsoft.ML.AutoEncoder, and TorchSharp-cpu or TorchSharp-cuda-* to fit |
/// | Exportable to ONNX | Yes |
///
/// The encoder leads from the input over the hidden layers to the code, the decoder back over the same sizes in reverse, or over
/// sizes of its own (Hinton and Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks", Science 313, 2006).
/// Training minimises the mean squared error of the reconstruction, or another loss, with the optimizer Adam; regularizers make a
/// sparse, denoising, contractive or variational autoencoder of it. Tied weights, dropout and batch normalisation change how the
/// network is trained. The fitted model needs no native library.
///
/// Training needs finite values. It scales them itself, unless an option bounds the output. Scoring takes any values:
/// a row with a missing one (NaN) gives NaN.
///
/// Check the See Also section for links to usage examples.
/// ]]></format>
/// </remarks>
/// <seealso cref="AutoEncoderCatalog.AutoEncoder(TransformsCatalog, string, string, string, int?, int?, int?, AutoEncoderGoal?, string)"/>
/// <seealso cref="AutoEncoderCatalog.AutoEncoder(TransformsCatalog, Options)"/>
public sealed partial class AutoEncoderEstimator : IEstimator<AutoEncoderTransformer>
{
    private readonly IHost _host;
    private readonly AutoEncoderColumns _columns;
    private readonly Options _options;
    private readonly DefaultOptions _defaults;

    internal AutoEncoderEstimator(IHostEnvironment env, Options options)
        : this(env, options, DefaultOptions.OfEstimator)
    {
    }

    /// <param name="env">The context.</param>
    /// <param name="options">The options.</param>
    /// <param name="defaults">What stands for options that are null.</param>
    /// <param name="name">What the log and errors call the component: the one that the user has created.</param>
    internal AutoEncoderEstimator(
        IHostEnvironment env, Options options, DefaultOptions defaults, string name = nameof(AutoEncoderEstimator))
    {
        _host = Contracts.CheckRef(env, nameof(env)).Register(name);
        _host.CheckValue(options, nameof(options));
        OptionsValidator.Check(_host, options, defaults);

        (_options, _defaults) = (options.Copy(), defaults);
        // Drawn here and not in Fit: the context's generator is not thread-safe, and an estimator always trains the same model.
        _options.Seed ??= _host.Rand.Next();
        _columns = CreateColumns(_host, _options);
    }

    /// <summary>What decides everything that is left to chance.</summary>
    internal int Seed => _options.Seed!.Value;

    /// <summary>Trains an autoencoder on the rows of <paramref name="input"/>. They are read once and kept in memory, 4 bytes per value;
    /// if they take more than <see cref="Options.MemoryBudgetInBytes"/>, they are read anew in each epoch. The estimator stays as
    /// it is and can be fitted again, also on several threads at once.</summary>
    /// <param name="input">Data with the input column, and the column of example weights where one is set.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">There are no rows; or a value is not finite, or outside the range of the output
    /// activation; or a weight is negative or not finite, or all are 0; or the training diverged; or the native libraries of Torch
    /// are missing.</exception>
    /// <exception cref="OperationCanceledException"><see cref="Options.CancellationToken"/> was cancelled.</exception>
    public AutoEncoderTransformer Fit(IDataView input) => Train(input, _options.ValidationSet);

    /// <summary>Trains an autoencoder, and measures its loss on other rows after each epoch. They take the place of
    /// <see cref="Options.ValidationSet"/> and of <see cref="Options.ValidationFraction"/>.</summary>
    /// <param name="trainData">The rows to train on.</param>
    /// <param name="validationData">The rows to measure the loss on, with the columns that training reads.</param>
    /// <returns>The fitted model.</returns>
    /// <inheritdoc cref="Fit(IDataView)"/>
    public AutoEncoderTransformer Fit(IDataView trainData, IDataView validationData)
    {
        _host.CheckValue(validationData, nameof(validationData));
        return Train(trainData, validationData);
    }

    /// <summary>Goes on training a model: begins with its weights. Its layers, activations and the scale of its input stay as they are,
    /// and options that are null follow them; all others may change. Where the model keeps the state of its training
    /// (<see cref="Options.KeepTrainingState"/>), the result is bit for bit that of a training that was never interrupted, if data,
    /// options, seed and number of threads are the same. Otherwise the optimizer, the schedule and the history begin anew.</summary>
    /// <param name="trainData">The rows to train on: those of before or others, with as many slots.</param>
    /// <param name="model">The model, which stays as it is.</param>
    /// <returns>The fitted model, with the columns that the options name.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of the wrong type or size; or options contradict the
    /// model, and the message names them.</exception>
    /// <exception cref="InvalidOperationException">The model is an encoder alone; or the data cannot be learnt, or training failed, for
    /// a reason that the message gives.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    /// <exception cref="OperationCanceledException"><see cref="Options.CancellationToken"/> was cancelled.</exception>
    public AutoEncoderTransformer Fit(IDataView trainData, AutoEncoderTransformer model)
    {
        _host.CheckValue(model, nameof(model));
        return Train(trainData, _options.ValidationSet, model: (model.Network, model.Training));
    }

    /// <summary>Goes on training a model, and measures its loss on other rows after each epoch. They take the place of
    /// <see cref="Options.ValidationSet"/> and of <see cref="Options.ValidationFraction"/>.</summary>
    /// <param name="trainData">The rows to train on: those of before or others, with as many slots.</param>
    /// <param name="validationData">The rows to measure the loss on, with the columns that training reads.</param>
    /// <param name="model">The model, which stays as it is.</param>
    /// <inheritdoc cref="Fit(IDataView, AutoEncoderTransformer)"/>
    public AutoEncoderTransformer Fit(IDataView trainData, IDataView validationData, AutoEncoderTransformer model)
    {
        _host.CheckValue(validationData, nameof(validationData));
        _host.CheckValue(model, nameof(model));
        return Train(trainData, validationData, model: (model.Network, model.Training));
    }

    /// <summary>Returns the <see cref="SchemaShape"/> that the fitted model will give, and checks that the input's shape suits the
    /// estimator. Used for schema propagation and verification in a pipeline.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        CheckSchema(inputSchema);
        return OutputSchemaShape.Create(inputSchema, _columns);
    }

    /// <param name="input">The rows to train on.</param>
    /// <param name="validationData">The rows to measure the loss on; null: what the options say.</param>
    /// <param name="model">The model to go on from; null: training begins at random.</param>
    /// <param name="link">The processes that fit together.</param>
    internal AutoEncoderTransformer FitOn(
        IDataView input, IDataView? validationData, (AutoEncoderNetwork Network, TrainingRecord Training)? model, GroupLink link) =>
        Train(input, validationData ?? _options.ValidationSet, link, device: null, savesAfterStep: null, model);

    /// <summary>Begins a fit together with the processes of the group, if there is one.</summary>
    internal GroupLink EnterGroup() => GroupLink.Enter(_host, _options.TrainingGroup);

    /// <param name="input">The rows to train on.</param>
    /// <param name="validationSet">The rows to measure the loss on; null if there are none, or some of the others are set aside.</param>
    /// <param name="device">What to train on; null: what the context says.</param>
    /// <param name="savesAfterStep">Asked after each step whether a checkpoint is written in the middle of the epoch; null: it is
    /// not.</param>
    /// <param name="model">The model to go on from; null: training begins at random.</param>
    internal AutoEncoderTransformer Train(
        IDataView input,
        IDataView? validationSet,
        TrainingDevice? device = null,
        Predicate<TrainingState>? savesAfterStep = null,
        (AutoEncoderNetwork Network, TrainingRecord Training)? model = null)
    {
        _host.CheckValue(input, nameof(input));
        using var link = GroupLink.Enter(_host, _options.TrainingGroup);
        return link.Run(() => Train(input, validationSet, link, device, savesAfterStep, model));
    }

    /// <summary>Finds images of another size than the rows.</summary>
    private void CheckImage(string option, string subject, ImageShape? image, int inputSize)
    {
        if (image is not null && image.Count != inputSize)
        {
            throw _host.ExceptUserArg(option, FormattableString.Invariant(
                $"{subject} {image}, which makes {image.Count} values, but column '{_columns.Input}' has {inputSize}."));
        }
    }

    /// <summary>The part of a fit that processes of a group do together.</summary>
    private AutoEncoderTransformer Train(
        IDataView input,
        IDataView? validationSet,
        GroupLink link,
        TrainingDevice? device,
        Predicate<TrainingState>? savesAfterStep,
        (AutoEncoderNetwork Network, TrainingRecord Training)? model)
    {
        CheckSchema(SchemaShape.Create(input.Schema));
        var (options, start) = model is var (fitted, record) ? GoOnFrom(fitted, record, input.Schema) : (_options, null);
        var inputSize = input.Schema[_columns.Input].Type.GetVectorSize();
        var settings = _defaults.Resolve(options, data: null);
        CheckImage(nameof(Options.ImageShape), $"{nameof(Options.ImageShape)} is", settings.ImageShape, inputSize);
        foreach (var image in settings.ChangedImages)
        {
            CheckImage(nameof(Options.Regularizers), $"{nameof(Options.Regularizers)} are for images of", image, inputSize);
        }

        var labels = settings.LabelColumnName is { } labelName ? LabelColumns.Find(_host, input.Schema, labelName, settings) : null;
        NetworkSize.Check(_host, settings.CreateShape(inputSize, start?.Network.Shape), settings.ArchitectureFor(labels));
        if (validationSet is not null)
        {
            if (labels is not null)
            {
                LabelColumns.CheckSame(_host, labels, validationSet.Schema);
            }

            CheckSchema(SchemaShape.Create(validationSet.Schema));
            ColumnChecks.FindInput(_host, validationSet.Schema, _columns.Input, inputSize);
        }

        var columns = new TrainingColumns(
            _columns.Input,
            options.ExampleWeightColumnName,
            DefaultOptions.LeavesRangeToData(options) ? Activation.Identity : settings.OutputActivation)
        {
            Label = labels,
        };
        var run = new TrainingRun(_host, columns, settings, data => _defaults.Resolve(options, data), link)
        {
            Device = device,
            SavesAfterStep = savesAfterStep,
            Start = start,
        };
        var result = run.Run(input, validationSet);
        var training = new TrainingRecord(result.History, result.Choices, result.Scale, result.State)
        {
            FittedEpoch = result.FittedEpoch,
            Findings = result.Findings,
        };
        return new AutoEncoderTransformer(_host, _columns, result.Network, training);
    }

    /// <summary>The options with what the model has decided, and where training begins.</summary>
    private (Options Options, TrainingStart Start) GoOnFrom(AutoEncoderNetwork network, TrainingRecord training, DataViewSchema schema)
    {
        var model = new TrainedModel(network.Shape, training.Options, training.Scale is not null, training.State is not null);
        var options = new ContinuedOptions(_host, _options, model, _defaults).Follow();
        OptionsValidator.Check(_host, options, _defaults);
        ColumnChecks.FindInput(_host, schema, _columns.Input, network.Shape.InputSize);
        return (options, new TrainingStart(network, training.History, training.State)
        {
            Scale = training.Scale,
            KeepsScale = options.InputScaling is { } scaling && scaling == model.InputScaling,
            HasTiedWeights = model.HasTiedWeights,
        });
    }

    /// <summary>The columns that the options ask for. An output column that an option adds has its line here.</summary>
    private static AutoEncoderColumns CreateColumns(IHost host, Options options)
    {
        List<OutputColumn> outputs = [new CodeColumn(options.OutputColumnName!)];
        AddIfNamed(options.ReconstructionColumnName, name => new ReconstructionColumn(name));
        AddIfNamed(options.ReconstructionErrorColumnName, name => new ReconstructionErrorColumn(name));
        AddIfNamed(options.SlotErrorColumnName, name => new SlotErrorColumn(name));
        outputs.AddRange(options.LayerColumns.Select(column => new LayerOutputColumn(column.ColumnName, column.Layer)));

        var columns = new AutoEncoderColumns(options.InputColumnName ?? options.OutputColumnName!, [.. outputs]);
        return columns.FindFault() is { } fault ? throw host.ExceptUserArg(nameof(options), fault) : columns;

        void AddIfNamed(string? name, Func<string, OutputColumn> create)
        {
            if (name is not null)
            {
                outputs.Add(create(name));
            }
        }
    }

    private void CheckSchema(SchemaShape schema)
    {
        ColumnChecks.CheckInput(_host, schema, _columns.Input);
        if (_options.ExampleWeightColumnName is { } weight)
        {
            ColumnChecks.CheckExampleWeight(_host, schema, weight);
        }

        if (_options.LabelColumnName is { } label)
        {
            ColumnChecks.CheckLabel(_host, schema, label);
        }
    }
}
