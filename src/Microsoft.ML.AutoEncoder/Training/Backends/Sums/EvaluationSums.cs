namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>How well rows are reconstructed, made of what each thread knows of its rows.</summary>
internal static class EvaluationSums
{
    /// <param name="sums">Where the shares become sums.</param>
    /// <param name="shares">The sums over each thread's rows, by weight.</param>
    /// <param name="rows">The rows, in one or several parts.</param>
    /// <returns>The mean over the rows, by weight.</returns>
    internal static Evaluation Mean(IRowSums sums, Evaluation[] shares, IReadOnlyList<RowStore> rows)
    {
        var weight = sums.Sum(RowQuantity.Weight, [.. rows.Select(part => part.TotalWeight)]);
        var loss = sums.Sum(RowQuantity.EvaluationLoss, Array.ConvertAll(shares, share => share.Loss));
        var squaredError = sums.Sum(RowQuantity.SquaredError, Array.ConvertAll(shares, share => share.SquaredError));
        return new Evaluation(loss / weight, squaredError / weight) { Labels = AddLabels(sums, shares) };
    }

    private static LabelSums? AddLabels(IRowSums sums, Evaluation[] shares)
    {
        if (shares[0].Labels is null)
        {
            return null;
        }

        var totals = new double[LabelTask.SumCount];
        sums.AddTo(RowQuantity.Labels, Array.ConvertAll(shares, share => share.Labels!.Value.ToArray()), totals);
        return new LabelSums(totals[0], totals[1], totals[2]);
    }
}
