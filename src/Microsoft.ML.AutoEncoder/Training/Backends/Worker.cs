using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Computes one thread's share of the gradients of a batch, or of the loss of other rows.</summary>
/// <remarks>Belongs to the thread that creates it, and its tensors to that thread's dispose scope.</remarks>
internal sealed class Worker(ParameterLayout layout, FlatTensor parameters, Objective objective, int seed, int capacity, bool hasWeights)
{
    private readonly TrainableNetwork _network = new(layout, parameters, objective.Loss.TakesLogits);
    private readonly Batch _batch = new(capacity, layout.Shape.InputSize, hasWeights, objective.CorruptsInput, parameters.Device);
    private readonly double[] _codeSums = new double[layout.Shape.CodeSize];
    private DisposeScope? _step;
    private EncoderPass? _pass;

    /// <summary>The network as this thread sees it.</summary>
    internal TrainableNetwork Network => _network;

    /// <summary>What the last step added to the loss, summed over rows, by weight: the reconstruction loss,
    /// summed over slots, and then each penalty.</summary>
    internal double[] Losses { get; } = new double[1 + objective.PenaltyNames.Count()];

    /// <summary>The sum of the weights of the last step's rows, where the objective needs the sum of the codes.</summary>
    internal double WeightSum { get; private set; }

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

        _step = NewDisposeScope();
        _batch.Fill(batches, first, count);
        var random = new StepRandom(seed, progress.Steps, first, count, parameters.Device);
        var input = objective.CorruptsInput
            ? _batch.CorruptedRows((row, values) => objective.Corrupt(values, random.ForRow(RandomStream.Corruption, row)))
            : _batch.Rows;
        _pass = _network.Encode(input, new TrainingPass(random));
        if (objective.NeedsMeanCode)
        {
            WeightSum = _batch.SumOfRows(_pass.Code, _codeSums);
        }
    }

    /// <summary>Computes the gradients of the total loss, summed over the rows: see
    /// <see cref="TrainableNetwork.Differentiate"/>.</summary>
    /// <param name="progress">How far training is.</param>
    /// <param name="meanCode">The mean of the codes of the whole batch, where the objective needs it.</param>
    internal void AddGradients(TrainingProgress progress, float[]? meanCode)
    {
        if (_pass is null)
        {
            return;
        }

        var pass = _pass with { MeanCode = meanCode };
        // The target is clean.
        var total = objective.Loss.Sum(Reconstruct(pass), _batch.Rows, _batch.Weights);
        Losses[0] = total.item<float>();
        var penalties = objective.Penalties(pass, _batch.Weights, progress.Epochs);
        for (var i = 0; i < penalties.Length; i++)
        {
            if (penalties[i] is { } penalty)
            {
                Losses[i + 1] = penalty.item<float>();
                total = total.Plus(penalty);
            }
        }

        _network.Differentiate(total);
    }

    /// <summary>Ends the step, after everybody has used its gradients: lets go of its tensors. Does nothing where none has begun. To be
    /// called on the worker's
    /// thread.</summary>
    internal void EndStep()
    {
        _network.Forget();
        _step?.Dispose();
        (_step, _pass) = (null, null);
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
        for (var start = first; start < first + count; start += capacity)
        {
            checkAlive();
            using var scope = NewDisposeScope();
            _batch.Fill(data, start, Math.Min(capacity, first + count - start));
            var reconstruction = Reconstruct(_network.Encode(_batch.Rows, EvaluationPass.Instance));
            var batchLoss = objective.Loss.Sum(reconstruction, _batch.Rows, _batch.Weights).item<float>();
            loss += batchLoss;
            squaredError += objective.Loss is MeanSquaredError
                ? batchLoss
                : objective.Loss.SquaredError(reconstruction, _batch.Rows, _batch.Weights).item<float>();
        }

        return new Evaluation(loss, squaredError);
    }

    /// <summary>The reconstructions of the rows of the batch, or their logits.</summary>
    private Tensor Reconstruct(EncoderPass pass) => _network.Decode(objective.TransformCode(pass), pass.Mode);
}
