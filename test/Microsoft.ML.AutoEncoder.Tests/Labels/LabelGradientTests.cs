using Microsoft.ML.AutoEncoder.Tests.Variants;
using Microsoft.ML.AutoEncoder.Training;
using Xunit;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Tests.Labels;

/// <summary>What the parameters learn from labels.</summary>
public sealed class LabelGradientTests
{
    private const double LabelWeight = 2;

    private readonly float[][] _rows = VectorData.Learnable(12, 4);

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(1, true, false)]
    [InlineData(3, false, false)]
    [InlineData(3, true, false)]
    [InlineData(3, false, true)]
    [InlineData(3, true, true)]
    public void Gradients_are_those_of_the_sum_of_all_losses(int outputs, bool inClosedForm, bool hasPenalty)
    {
        const float Step = 0.01f;
        using var scope = NewDisposeScope();
        var (fixture, worker, batch, shared) = Create(outputs, inClosedForm: inClosedForm, hasPenalty: hasPenalty);
        using var memory = shared;
        Differentiate(worker, batch);
        shared?.GiveFactors(worker.Network, batch.RowCount);
        var gradients = fixture.Collect(worker.Network);

        foreach (var parameter in fixture.Layout.Parameters)
        {
            var place = parameter.Slot.Offset + (parameter.Slot.Count / 2);
            var value = fixture.Parameters.Values[place];
            var above = LossAt(value + Step);
            var below = LossAt(value - Step);
            fixture.Parameters.Values[place] = value;
            Assert.True(Math.Abs(((above - below) / (2 * Step)) - gradients[place]) < 0.01, parameter.Name);

            double LossAt(float moved)
            {
                fixture.Parameters.Values[place] = moved;
                return Differentiate(worker, batch);
            }
        }

        Assert.Contains(gradients[fixture.Layout.LabelHead!.FactoredWeight!.Slot.Offset..], gradient => gradient != 0);
    }

    [Fact]
    public void Rows_without_a_label_only_reconstruct()
    {
        using var scope = NewDisposeScope();
        var (fixture, worker, batch, _) = Create(3, labelled: _ => false);
        Differentiate(worker, batch);
        var gradients = fixture.Collect(worker.Network);
        var (plain, plainBatch) = new TrainingFixture(fixture.Layout.Shape, new NetworkArchitecture()).Work(_rows);
        plain.BeginStep(plainBatch, 0, _rows.Length, default);
        plain.AddGradients(default, null);

        Assert.Equal(plain.Losses[0], worker.Losses[0]);
        Assert.All(worker.Losses.Skip(1), loss => Assert.Equal(0, loss));
        Assert.All(gradients[fixture.Layout.LabelHead!.FactoredWeight!.Slot.Offset..], gradient => Assert.Equal(0, gradient));
    }

    private static double Differentiate(Worker worker, IBatchFeed batch)
    {
        worker.BeginStep(batch, 0, batch.RowCount, default);
        worker.AddGradients(default, null);
        return worker.Losses.SkipLast(LabelTask.SumCount).Sum();
    }

    private (TrainingFixture Fixture, Worker Worker, IBatchFeed Batch, Backpropagation? Memory) Create(
        int outputs, Func<int, bool>? labelled = null, bool inClosedForm = false, bool hasPenalty = false)
    {
        var shape = TrainingFixture.Shape(Activation.Tanh, Activation.Identity);
        var fixture = new TrainingFixture(
            shape,
            new NetworkArchitecture { LabelOutputSize = outputs },
            hasPenalty ? [AutoEncoderRegularizer.L1Sparsity(0.5f)] : []);
        var data = new RowStore(4, hasWeights: true, hasLabels: true);
        for (var row = 0; row < _rows.Length; row++)
        {
            var hasLabel = labelled?.Invoke(row) ?? row % 4 != 0;
            data.Add(_rows[row], weight: outputs == 1 ? 1 + (row % 2) : 1, hasLabel ? row % Math.Max(2, outputs) : float.NaN);
        }

        var batch = TrainingFixture.Batch(data);
        var memory = inClosedForm
            ? new Backpropagation(fixture.Layout, fixture.Parameters, fixture.Objective, _rows.Length, isInputSparse: false)
            : null;
        LabelLoss loss = outputs == 1 ? new LogisticLoss() : new SoftmaxCrossEntropy(outputs);
        var worker = new Worker(
            fixture.Layout,
            fixture.Parameters,
            fixture.Objective,
            seed: 1,
            capacity: _rows.Length,
            hasWeights: outputs == 1,
            labels: new LabelTask(loss, LabelWeight, 0),
            shared: memory);
        return (fixture, worker, batch, memory);
    }
}
