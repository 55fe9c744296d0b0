using System.Runtime.InteropServices;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Makes the gradients of a whole batch out of what each thread knows of its rows.</summary>
/// <remarks>The gradient of a weight matrix is the product of a layer's inputs and of the gradients of its sums, over all rows. If each
/// thread computed it for its rows, there would be as many matrices as threads, to be written and read again to be added up, and memory
/// is the limit. So each thread computes a band of every matrix, over the rows of all threads, and tile by tile, so that whoever uses a
/// tile finds it in the cache. The tensors belong to the dispose scope in which the object is created.</remarks>
internal sealed class GradientReducer
{
    // With what is needed besides, a tile fits the second-level cache of a processor.
    private const int ValuesPerTile = 1 << 16;

    private const int MostColumns = 1 << 13;
    private const int ColumnsOfWideMatrix = 256;

    private readonly IReadOnlyList<TrainableNetwork> _networks;
    private readonly IRowSums _sums;
    private readonly bool _penaltiesReachWeights;
    private readonly Matrix[] _matrices;
    private readonly ParameterSlot[] _vectors;

    /// <param name="layout">The layers.</param>
    /// <param name="networks">The network as each thread sees it.</param>
    /// <param name="sums">Where the gradients of the threads become those of all rows.</param>
    /// <param name="penaltiesReachWeights">Whether automatic differentiation finds part of the gradients of weights.</param>
    internal GradientReducer(ParameterLayout layout, IReadOnlyList<TrainableNetwork> networks, IRowSums sums, bool penaltiesReachWeights)
    {
        _networks = networks;
        _sums = sums;
        _penaltiesReachWeights = penaltiesReachWeights;
        var slots = layout.Layers
            .Select((twin, number) => (Weight: twin.FactoredWeight, number))
            .Where(layer => layer.Weight is not null)
            .GroupBy(layer => layer.Weight!.Slot, layer => layer.number)
            .ToArray();
        var values = networks
            .Select(_ => zeros(slots.Max(layers => RowsPerTile(layers.Key) * ColumnsPerTile(layers.Key)), ScalarType.Float32, CPU))
            .ToArray();
        Tensor[] rounded = [.. values.Select(memory => zeros(memory.shape[0], ScalarType.BFloat16, CPU))];
        _matrices = [.. slots.Select(layers => new Matrix(
            [.. layers], [.. values.Select((memory, thread) => CreateTiles(layers.Key, memory, rounded[thread], thread))]))];
        // First all biases, then all factors of normalisations: the order decides the last bits of the norm that clipping asks for.
        _vectors = [.. layout.Layers
            .SelectMany(twin => twin.DifferentiatedParameters.Index())
            .OrderBy(parameter => parameter.Index)
            .Select(parameter => parameter.Item.Slot)];
    }

    /// <summary>Uses the gradients.</summary>
    /// <param name="offset">Where the first parameter stands.</param>
    /// <param name="gradients">The gradients of the parameters from there on.</param>
    internal delegate void Use(int offset, ReadOnlySpan<float> gradients);

    /// <summary>Computes a thread's part of the gradients of all weights, and, for the first thread, of all vectors.</summary>
    /// <param name="thread">The number of the thread.</param>
    /// <param name="use">Receives one part after the other.</param>
    internal void Collect(int thread, Use use)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        foreach (var matrix in _matrices)
        {
            var factors = Factors(matrix);
            foreach (var tile in matrix.Tiles[thread])
            {
                Fill(tile, factors);
                var all = MemoryMarshal.Cast<byte, float>(tile.Gradients.bytes);
                foreach (var (slot, start) in tile.Segments)
                {
                    var gradients = all.Slice(start, slot.Count);
                    if (_penaltiesReachWeights)
                    {
                        AddShares(slot, gradients, _networks);
                    }

                    _sums.JoinGradients(slot.Offset, gradients);
                    use(slot.Offset, gradients);
                }
            }
        }

        if (thread == 0)
        {
            foreach (var vector in _vectors)
            {
                var gradients = vector.Of(_networks[0].Gradients.Values);
                AddShares(vector, gradients, _networks.Skip(1));
                _sums.JoinGradients(vector.Offset, gradients);
                use(vector.Offset, gradients);
                gradients.Clear();
            }
        }
    }

    private MatrixFactors[] Factors(Matrix matrix) =>
        [.. matrix.Layers
            .SelectMany(_ => _networks, (layer, network) => network.Layers[layer].WeightGradientFactors)
            .OfType<MatrixFactors>()];

    private static void Fill(Tile tile, MatrixFactors[] factors)
    {
        if (factors.Length == 0)
        {
            tile.Gradients.zero_();
        }

        for (var i = 0; i < factors.Length; i++)
        {
            var (left, right) = factors[i];
            if (factors[i].SparseLeft is { } sparse)
            {
                if (i == 0)
                {
                    tile.Gradients.zero_();
                }

                SparseProduct.AddTransposed(sparse, tile.FirstRow, right, MemoryMarshal.Cast<byte, float>(tile.Gradients.bytes));
                continue;
            }

            var rows = left!.narrow(0, tile.FirstRow, tile.Slot.Rows);
            var columns = tile.IsWhole ? right : right.narrow(1, tile.FirstColumn, tile.Slot.Columns);
            if (right.dtype == ScalarType.Float32)
            {
                // With the factor 0 what is there already does not count.
                tile.Gradients.addmm_(rows, columns, beta: i == 0 ? 0 : 1, alpha: 1);
            }
            else
            {
                AddRounded(tile, rows, columns, isFirst: i == 0);
            }
        }
    }

    /// <summary>A product of factors in bfloat16 is rounded too; the sum of several is not.</summary>
    private static void AddRounded(Tile tile, Tensor left, Tensor right, bool isFirst)
    {
        tile.Rounded.addmm_(left, right, beta: 0, alpha: 1);
        var product = MemoryMarshal.Cast<byte, ushort>(tile.Rounded.bytes);
        var gradients = MemoryMarshal.Cast<byte, float>(tile.Gradients.bytes);
        if (isFirst)
        {
            BFloat16Numbers.Widen(product, gradients);
        }
        else
        {
            BFloat16Numbers.AddTo(product, gradients);
        }
    }

    /// <summary>Adds what automatic differentiation has found for some networks, and sets that to zero.</summary>
    private static void AddShares(ParameterSlot slot, Span<float> gradients, IEnumerable<TrainableNetwork> networks)
    {
        foreach (var network in networks)
        {
            var share = slot.Of(network.Gradients.Values);
            TensorPrimitives.Add(gradients, share, gradients);
            share.Clear();
        }
    }

    private static int ColumnsPerTile(ParameterSlot matrix) => matrix.Columns > MostColumns ? ColumnsOfWideMatrix : matrix.Columns;

    private static int RowsPerTile(ParameterSlot matrix) => Math.Clamp(ValuesPerTile / ColumnsPerTile(matrix), 1, matrix.Rows);

    private Tile[] CreateTiles(ParameterSlot matrix, Tensor memory, Tensor roundedMemory, int thread)
    {
        // Of a wide matrix, each thread has some columns: a band of a few rows would go through all of the right factor for each.
        var isWide = matrix.Columns > MostColumns;
        var (firstRow, endRow) = isWide ? (0, matrix.Rows) : WorkerTeam.Share(matrix.Rows, thread, _networks.Count);
        var (firstColumn, endColumn) = isWide ? WorkerTeam.Share(matrix.Columns, thread, _networks.Count) : (0, matrix.Columns);
        var tiles = new List<Tile>();
        for (var column = firstColumn; column < endColumn; column += ColumnsPerTile(matrix))
        {
            for (var row = firstRow; row < endRow; row += RowsPerTile(matrix))
            {
                var slot = new ParameterSlot(
                    matrix.Offset + (row * matrix.Columns) + column,
                    Math.Min(RowsPerTile(matrix), endRow - row),
                    Math.Min(ColumnsPerTile(matrix), endColumn - column));
                var gradients = memory.narrow(0, 0, slot.Count).view(slot.Rows, slot.Columns);
                var rounded = roundedMemory.narrow(0, 0, slot.Count).view(slot.Rows, slot.Columns);
                tiles.Add(new Tile(slot, row, column, gradients, rounded, matrix.Columns));
            }
        }

        return [.. tiles];
    }

    /// <param name="Layers">The numbers of the layers that share the weights.</param>
    /// <param name="Tiles">The parts of each thread.</param>
    private sealed record Matrix(int[] Layers, Tile[][] Tiles);

    /// <param name="Slot">Where the weights begin, and how many rows and columns there are.</param>
    /// <param name="FirstRow">The number of the first row in the matrix.</param>
    /// <param name="FirstColumn">The number of the first column.</param>
    /// <param name="Gradients">Where the gradients are put, in memory that all tiles of a thread share.</param>
    /// <param name="Rounded">Where products in bfloat16 are put before that, likewise.</param>
    /// <param name="MatrixColumns">How many columns the matrix has.</param>
    private sealed record Tile(ParameterSlot Slot, int FirstRow, int FirstColumn, Tensor Gradients, Tensor Rounded, int MatrixColumns)
    {
        internal bool IsWhole => Slot.Columns == MatrixColumns;

        /// <summary>The parts that stand in one piece, and where each begins among the gradients.</summary>
        internal (ParameterSlot Slot, int Start)[] Segments { get; } = Slot.Columns == MatrixColumns
            ? [(Slot, 0)]
            : [.. Enumerable.Range(0, Slot.Rows).Select(row =>
                (new ParameterSlot(Slot.Offset + (row * MatrixColumns), 1, Slot.Columns), row * Slot.Columns))];
    }
}
