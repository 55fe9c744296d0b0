using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Computes one thread's share of the gradients of a batch, or of the loss of other rows.</summary>
/// <remarks>Belongs to the thread that creates it, and its tensors to that thread's dispose scope.</remarks>
internal sealed class Worker
{
    private readonly Objective _objective;
    private readonly int _seed;
    private readonly int _capacity;
    private readonly TrainingDevice _device;
    private readonly SparseUse _sparse;
    private readonly TrainableNetwork _network;
    private readonly TiledOutput? _output;
    private readonly BackpropagationPass? _backpropagation;
    private readonly bool _ownsRows;
    private readonly int _place;
    private readonly LabelHead? _labels;
    private readonly int _penaltyCount;
    private readonly Batch _batch;
    private readonly double[] _codeSums;
    private DisposeScope? _step;
    private EncoderPass? _pass;
    private Tensor? _code;
    private LayerInput _input;

    /// <param name="layout">The layers.</param>
    /// <param name="parameters">The parameters, those of all threads.</param>
    /// <param name="objective">What is minimised.</param>
    /// <param name="seed">The training's seed.</param>
    /// <param name="capacity">How many rows there are at most.</param>
    /// <param name="hasWeights">Whether rows have weights.</param>
    /// <param name="sparse">Where zeros are passed over.</param>
    /// <param name="labels">How labels help; null where there are none.</param>
    /// <param name="shared">The memory of passes in closed form; null: automatic differentiation finds all gradients.</param>
    /// <param name="number">The number of the worker.</param>
    internal Worker(
        ParameterLayout layout,
        FlatTensor parameters,
        Objective objective,
        int seed,
        int capacity,
        bool hasWeights,
        SparseUse sparse = default,
        LabelTask? labels = null,
        Backpropagation? shared = null,
        int number = 0)
    {
        (_objective, _seed, _capacity, _device, _sparse) = (objective, seed, capacity, parameters.Device, sparse);
        _network = new(layout, parameters, objective.Loss.TakesLogits);
        _output = sparse.Output ? _network.CreateTiledOutput(objective.Loss, capacity, differentiates: shared is null) : null;
        _backpropagation = shared is null ? null : new BackpropagationPass(shared, _network);
        // Where rows are put that are not those of a step.
        _ownsRows = shared is { IsOfOneThread: true };
        _place = _ownsRows ? 0 : number * capacity;
        _batch = new(
            capacity,
            layout.Shape.InputSize,
            hasWeights,
            objective.CorruptsInput,
            parameters.Device,
            isSparse: sparse.Input,
            isDense: !sparse.Output,
            hasLabels: labels is not null,
            shared: shared?.Input?.Values);
        _labels = labels is null ? null : new LabelHead(labels, _network, _batch, parameters.Device);
        _codeSums = new double[layout.Shape.CodeSize];
        _penaltyCount = objective.PenaltyNames.Count();
        Losses = new double[1 + _penaltyCount + (labels?.LossCount ?? 0)];
    }

    /// <summary>The network as this thread sees it.</summary>
    internal TrainableNetwork Network => _network;

    /// <summary>What the last step added to the loss, summed over rows, by weight: the reconstruction loss,
    /// summed over slots, and then each penalty, and what there is of labels (see <see cref="LabelTask.LossCount"/>).</summary>
    internal double[] Losses { get; }

    /// <summary>What the rows of the current step are to be reconstructed as; null where it has none. Only of sparse rows.</summary>
    internal OutputTarget? Target => _step is null ? null : new OutputTarget(_batch.SparseRows, _batch.Weights);

    /// <summary>The sum of the weights of the last step's rows, where the objective needs the sum of the codes.</summary>
    internal double WeightSum { get; private set; }

    private Span<double> LabelLosses => Losses.AsSpan(1 + _penaltyCount);

    /// <summary>The mean of the codes of a batch, by weight, after each worker has encoded its rows.</summary>
    /// <param name="workers">All workers.</param>
    /// <param name="rowSums">Where their shares become sums.</param>
    internal static float[] MeanCode(Worker[] workers, IRowSums rowSums)
    {
        var sums = new double[workers[0]._codeSums.Length];
        rowSums.AddTo(RowQuantity.Code, Array.ConvertAll(workers, worker => worker._codeSums), sums);
        // Rows without weight have no mean, and whatever it is does nothing.
        var weight = Math.Max(rowSums.Sum(RowQuantity.Weight, Array.ConvertAll(workers, worker => worker.WeightSum)), double.Epsilon);
        return Array.ConvertAll(sums, sum => (float)(sum / weight));
    }

    /// <summary>Begins a step, after the one before has ended: encodes some rows.</summary>
    /// <param name="batches">Where the rows of the current batch come from.</param>
    /// <param name="first">The number of the first one in the current batch.</param>
    /// <param name="count">How many there are; may be 0.</param>
    /// <param name="progress">How far training is.</param>
    internal void BeginStep(IRowSource batches, int first, int count, TrainingProgress progress)
    {
        EndStep();
        WeightSum = 0;
        Array.Clear(_codeSums);
        Array.Clear(Losses);
        if (count == 0)
        {
            return;
        }

        var place = _ownsRows ? 0 : first;
        _backpropagation?.SelectRows(place, count);
        _step = NewDisposeScope();
        var random = new StepRandom(_seed, progress.Steps, progress.FirstRow + first, count, _device);
        _batch.Fill(batches, first, count, place, _objective.ChangesRows ? Change(random) : null);
        var mode = new TrainingPass(random);
        _input = _objective.CorruptsInput ? CorruptedInput(random) : CleanInput();
        _pass = _backpropagation?.Encode(_input.SparseRows, mode) ?? _network.Encode(_input, mode);
        if (_objective.NeedsMeanCode)
        {
            WeightSum = _batch.SumOfRows(_pass.Code, _codeSums);
        }
    }

    /// <summary>Computes the gradients of the total loss, summed over the rows: see
    /// <see cref="TrainableNetwork.Differentiate(Tensor)"/>.</summary>
    /// <param name="progress">How far training is.</param>
    /// <param name="meanCode">The mean of the codes of the whole batch, where the objective needs it.</param>
    internal void AddGradients(TrainingProgress progress, float[]? meanCode)
    {
        if (_pass is null)
        {
            return;
        }

        if (_backpropagation is not null)
        {
            DecodeHidden(meanCode);
            Losses[0] = _backpropagation.Compare(
                _sparse.Output ? null : _batch.Rows, _sparse.Output ? _batch.SparseRows : null, _batch.Weights);
            LeadBack(progress);
            return;
        }

        var pass = _pass with { MeanCode = meanCode };
        var code = _objective.TransformCode(pass);
        // The target is free of noise.
        if (_output is not null)
        {
            var hidden = _network.DecodeHidden(code, pass.Mode);
            Losses[0] = _output.Differentiate(hidden, _batch.SparseRows, _batch.Weights, out var gradient);
            _network.Differentiate(
                hidden, gradient, _output.SumGradients, AddLabels(pass, code, AddPenalties(pass, progress, null)));
            return;
        }

        var loss = _objective.Loss.Sum(_network.Decode(code, pass.Mode), _batch.Rows, _batch.Weights);
        Losses[0] = loss.item<float>();
        _network.Differentiate(AddLabels(pass, code, AddPenalties(pass, progress, loss))!);
    }

    /// <summary>The first part of <see cref="AddGradients"/> where an <see cref="OutputUpdate"/> does the second:
    /// leads the rows to the last layer.</summary>
    internal void DecodeHidden(float[]? meanCode)
    {
        if (_pass is null)
        {
            return;
        }

        _pass = _pass with { MeanCode = meanCode };
        _code = _backpropagation!.ActsOnCode ? _objective.TransformCode(_pass) : null;
        _backpropagation.DecodeHidden(_code, (TrainingPass)_pass.Mode);
    }

    /// <summary>The last part: leads gradients from the last layer to the first one.</summary>
    internal void LeadBack(TrainingProgress progress)
    {
        if (_pass is null)
        {
            return;
        }

        _backpropagation!.DecodeBackwards();
        if (_labels is not null)
        {
            _backpropagation.LearnLabels(_labels, (TrainingPass)_pass.Mode, LabelLosses);
        }

        _backpropagation.EncodeBackwards(_pass, _code, AddPenalties(_pass, progress, null), _input.SparseRows);
    }

    /// <summary>Ends the step, after everybody has used its gradients: lets go of its tensors. Does nothing where none has begun. To be
    /// called on the worker's
    /// thread.</summary>
    internal void EndStep()
    {
        _network.Forget();
        _step?.Dispose();
        (_step, _pass, _code) = (null, null, null);
    }

    /// <summary>Measures how well some rows are reconstructed by the fitted network: without noise, and without gradients.</summary>
    /// <param name="data">Where the rows come from.</param>
    /// <param name="first">The number of the first one.</param>
    /// <param name="count">How many there are; may be 0.</param>
    /// <param name="checkAlive">Called before each batch of them; what it throws ends the work.</param>
    /// <returns>Summed over slots and, by weight, over rows.</returns>
    internal Evaluation Evaluate(RowStore data, int first, int count, Action checkAlive)
    {
        using var noGradients = no_grad();
        var (loss, squaredError) = (0.0, 0.0);
        var labels = default(LabelSums);
        for (var start = first; start < first + count; start += _capacity)
        {
            checkAlive();
            using var scope = NewDisposeScope();
            _batch.Fill(data, start, Math.Min(_capacity, first + count - start), _place);
            var code = EncodeClean();
            labels += _labels?.Measure(code) ?? default;
            if (_output is not null)
            {
                var hidden = _network.DecodeHidden(code, EvaluationPass.Instance);
                var measured = _output.Measure(hidden, _batch.SparseRows, _batch.Weights);
                loss += measured.Loss;
                squaredError += measured.SquaredError;
                continue;
            }

            var reconstruction = _network.Decode(code, EvaluationPass.Instance);
            var batchLoss = _objective.Loss.Sum(reconstruction, _batch.Rows, _batch.Weights).item<float>();
            loss += batchLoss;
            squaredError += _objective.Loss is MeanSquaredError
                ? batchLoss
                : _objective.Loss.SquaredError(reconstruction, _batch.Rows, _batch.Weights).item<float>();
        }

        return new Evaluation(loss, squaredError) { Labels = _labels is null ? null : labels };
    }

    /// <summary>Adds the penalties to a loss.</summary>
    /// <returns>Null where there is neither.</returns>
    private Tensor? AddPenalties(EncoderPass pass, TrainingProgress progress, Tensor? total)
    {
        var penalties = _objective.Penalties(pass, _batch.Weights, progress.Epochs);
        for (var i = 0; i < penalties.Length; i++)
        {
            if (penalties[i] is { } penalty)
            {
                Losses[i + 1] = penalty.item<float>();
                total = total?.Plus(penalty) ?? penalty;
            }
        }

        return total;
    }

    /// <summary>Adds what labels make of the code to a loss.</summary>
    /// <returns>Null where there is neither.</returns>
    private Tensor? AddLabels(EncoderPass pass, Tensor code, Tensor? total) =>
        _labels?.Differentiate(code, pass.Mode, LabelLosses) is { } labels ? total?.Plus(labels) ?? labels : total;

    private LayerInput CleanInput() => _sparse.Input ? _batch.SparseRows : _batch.Rows;

    private Action<int, Span<float>> Change(StepRandom random) =>
        (row, values) => _objective.Change(values, random.ForRow(RandomStream.RowChange, row));

    private LayerInput CorruptedInput(StepRandom random) => _sparse.Input
        ? _batch.CorruptedSparseRows((row, indices, values, size) =>
            _objective.Corrupt(indices, values, size, random.ForRow(RandomStream.Corruption, row)))
        : _batch.CorruptedRows((row, values) => _objective.Corrupt(values, random.ForRow(RandomStream.Corruption, row)));

    /// <summary>The codes of the rows of the batch as the fitted network makes them: without noise.</summary>
    private Tensor EncodeClean() => _objective.TransformCode(_network.Encode(CleanInput(), EvaluationPass.Instance));
}
