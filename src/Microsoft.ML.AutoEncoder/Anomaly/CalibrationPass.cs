using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Goes through the training rows once more, with the fitted network and the rows' weights.</summary>
/// <param name="view">The rows.</param>
/// <param name="features">The column that the network was trained on.</param>
/// <param name="weight">The column of the weights; null if all weigh the same.</param>
/// <param name="network">The fitted network.</param>
internal sealed class CalibrationPass(
    IDataView view, DataViewSchema.Column features, DataViewSchema.Column? weight, AutoEncoderNetwork network)
{
    internal delegate void RowAction(RowScorer row, float weight);

    internal NetworkShape Shape => network.Shape;

    /// <param name="host">Ends the pass where the context has been closed.</param>
    /// <param name="layers">The layers whose outputs are asked for.</param>
    /// <param name="cancellationToken">Ends the pass.</param>
    /// <param name="action">Gets the rows that have a weight.</param>
    internal void ForEach(IHost host, IReadOnlyCollection<int> layers, CancellationToken cancellationToken, RowAction action)
    {
        using var cursor = view.GetRowCursor(weight is { } column ? [features, column] : [features]);
        var scorer = new RowScorer(network, cursor, features, layers);
        var getWeight = weight is { } weightColumn ? cursor.GetGetter<float>(weightColumn) : null;
        while (cursor.MoveNext())
        {
            host.CheckAlive();
            cancellationToken.ThrowIfCancellationRequested();
            var rowWeight = 1f;
            getWeight?.Invoke(ref rowWeight);
            if (rowWeight > 0)
            {
                action(scorer, rowWeight);
            }
        }
    }
}
