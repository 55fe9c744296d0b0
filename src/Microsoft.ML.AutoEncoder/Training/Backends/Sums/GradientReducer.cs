using System.Runtime.InteropServices;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Makes the gradients of a whole batch out of what each thread knows of its rows.</summary>
/// <remarks>The gradient of a weight matrix is the product of a layer's inputs and of the gradients of its sums, over all rows. If each
/// thread computed it for its rows, there would be as many matrices as threads, to be written and read again to be added up, and memory
/// is the limit. So each thread computes a band of every matrix, over the rows of all threads, and tile by tile, so that whoever uses a
/// tile finds it in the cache. Who has done its own band takes tiles of others: another process may have kept them. The tensors belong to
/// the dispose scope in which the object is created.</remarks>
internal sealed class GradientReducer
{
    // With what is needed besides, a tile fits the second-level cache of a processor.
    private const int ValuesPerTile = 1 << 16;

    private const int MostColumns = 1 << 13;
    private const int ColumnsOfWideMatrix = 256;

    private readonly IReadOnlyList<TrainableNetwork> _networks;
    private readonly bool _penaltiesReachWeights;
    private readonly GradientTile[][] _tiles;
    private readonly int[] _takenTiles;
    private readonly TileMemory[] _memories;
    private readonly ParameterSlot[] _vectors;
    private readonly int _bandCount;
    private readonly bool _addsApart;
    private int _takenVectors;
    private int _doneThreads;

    /// <param name="layout">The layers.</param>
    /// <param name="networks">The network as each thread sees it.</param>
    /// <param name="sums">Says how the gradients of the threads become those of all rows.</param>
    /// <param name="penaltiesReachWeights">Whether automatic differentiation finds part of the gradients of weights.</param>
    /// <param name="leftOut">A layer whose gradients somebody else computes and uses; null: none.</param>
    internal GradientReducer(
        ParameterLayout layout,
        IReadOnlyList<TrainableNetwork> networks,
        IRowSums sums,
        bool penaltiesReachWeights,
        LayerTwin? leftOut = null)
    {
        _networks = networks;
        _bandCount = sums.CountThreads(networks.Count);
        _penaltiesReachWeights = penaltiesReachWeights;
        _addsApart = sums.AddsApart;
        var matrices = layout.Layers
            .Select((twin, number) => (Weight: twin.FactoredWeight, number))
            .Where(layer => layer.Weight is not null && layout.Layers[layer.number] != leftOut)
            .GroupBy(layer => layer.Weight!.Slot, layer => layer.number)
            .ToArray();
        // The largest first, so that in the end nobody waits for long.
        _tiles = [.. networks.Select((_, thread) => matrices
            .SelectMany(layers => CreateTiles(layers.Key, [.. layers], thread))
            .OrderByDescending(tile => tile.Slot.Count)
            .ToArray())];
        _takenTiles = new int[networks.Count];
        _memories = [.. networks.Select(_ => new TileMemory(_tiles.SelectMany(tiles => tiles), _addsApart))];
        _vectors = [.. layout.Layers
            .Where(twin => twin != leftOut)
            .SelectMany(twin => twin.DifferentiatedParameters)
            .Select(parameter => parameter.Slot)];
    }

    /// <summary>Uses the gradients.</summary>
    /// <param name="offset">Where the first parameter stands.</param>
    /// <param name="gradients">The gradients of the parameters from there on.</param>
    internal delegate void Use(int offset, ReadOnlySpan<float> gradients);

    /// <summary>Computes a thread's part of the gradients. To be called by each thread once.</summary>
    /// <param name="thread">The number of the thread.</param>
    /// <param name="use">Receives one part after the other.</param>
    internal void Collect(int thread, Use use)
    {
        using (NewDisposeScope())
        {
            using var noGradients = no_grad();
            for (var i = 0; i < _tiles.Length; i++)
            {
                CollectBand((thread + i) % _tiles.Length, _memories[thread], use);
            }

            if (Interlocked.Exchange(ref _takenVectors, 1) == 0)
            {
                CollectVectors(use);
            }
        }

        if (Interlocked.Increment(ref _doneThreads) == _tiles.Length)
        {
            Array.Clear(_takenTiles);
            (_takenVectors, _doneThreads) = (0, 0);
        }
    }

    /// <summary>Computes the tiles of a thread's band that nobody has taken.</summary>
    private void CollectBand(int owner, TileMemory memory, Use use)
    {
        var tiles = _tiles[owner];
        MatrixFactors[] factors = [];
        int[]? layers = null;
        while (Interlocked.Increment(ref _takenTiles[owner]) is var taken && taken <= tiles.Length)
        {
            var tile = tiles[taken - 1];
            var gradients = memory.Gradients(tile);
            if (_addsApart)
            {
                FillApart(tile, gradients, memory);
            }
            else
            {
                if (tile.Layers != layers)
                {
                    (layers, factors) = (tile.Layers, Factors(tile, _networks));
                }

                Fill(tile, gradients, memory, factors);
                AddShares(tile, gradients, _networks);
            }

            var all = MemoryMarshal.Cast<byte, float>(gradients.bytes);
            foreach (var (slot, start) in tile.Segments)
            {
                use(slot.Offset, all.Slice(start, slot.Count));
            }
        }
    }

    private void CollectVectors(Use use)
    {
        foreach (var vector in _vectors)
        {
            var gradients = vector.Of(_networks[0].Gradients.Values);
            AddShares(vector, gradients, _networks.Skip(1));
            use(vector.Offset, gradients);
            gradients.Clear();
        }
    }

    private static MatrixFactors[] Factors(GradientTile tile, IReadOnlyList<TrainableNetwork> networks) =>
        [.. tile.Layers
            .SelectMany(_ => networks, (layer, network) => network.Layers[layer].WeightGradientFactors)
            .OfType<MatrixFactors>()];

    /// <summary>Adds up what each network has of a tile: a product that is added to others as it is computed is rounded otherwise than one
    /// that another process has computed.</summary>
    private void FillApart(GradientTile tile, Tensor gradients, TileMemory memory)
    {
        for (var i = 0; i < _networks.Count; i++)
        {
            var network = _networks[i];
            var product = i == 0 ? gradients : memory.Products(tile);
            Fill(tile, product, memory, Factors(tile, [network]));
            AddShares(tile, product, [network]);
            if (i > 0)
            {
                var sum = MemoryMarshal.Cast<byte, float>(gradients.bytes);
                TensorPrimitives.Add(sum, MemoryMarshal.Cast<byte, float>(product.bytes), sum);
            }
        }
    }

    private static void Fill(GradientTile tile, Tensor gradients, TileMemory memory, MatrixFactors[] factors)
    {
        if (factors.Length == 0)
        {
            gradients.zero_();
        }

        for (var i = 0; i < factors.Length; i++)
        {
            var (left, right) = factors[i];
            if (factors[i].SparseLeft is { } sparse)
            {
                if (i == 0)
                {
                    gradients.zero_();
                }

                SparseProduct.AddTransposed(sparse, tile.FirstRow, right, MemoryMarshal.Cast<byte, float>(gradients.bytes));
                continue;
            }

            var rows = left!.narrow(0, tile.FirstRow, tile.Slot.Rows);
            var columns = tile.IsWhole ? right : right.narrow(1, tile.FirstColumn, tile.Slot.Columns);
            if (right.dtype == ScalarType.Float32)
            {
                // With the factor 0 what is there already does not count.
                gradients.addmm_(rows, columns, beta: i == 0 ? 0 : 1, alpha: 1);
            }
            else
            {
                AddRounded(memory.Rounded(tile), gradients, rows, columns, isFirst: i == 0);
            }
        }
    }

    /// <summary>A product of factors in bfloat16 is rounded too; the sum of several is not.</summary>
    private static void AddRounded(Tensor rounded, Tensor gradients, Tensor left, Tensor right, bool isFirst)
    {
        rounded.addmm_(left, right, beta: 0, alpha: 1);
        var product = MemoryMarshal.Cast<byte, ushort>(rounded.bytes);
        var sums = MemoryMarshal.Cast<byte, float>(gradients.bytes);
        if (isFirst)
        {
            BFloat16Numbers.Widen(product, sums);
        }
        else
        {
            BFloat16Numbers.AddTo(product, sums);
        }
    }

    private void AddShares(GradientTile tile, Tensor gradients, IReadOnlyList<TrainableNetwork> networks)
    {
        if (!_penaltiesReachWeights)
        {
            return;
        }

        var all = MemoryMarshal.Cast<byte, float>(gradients.bytes);
        foreach (var (slot, start) in tile.Segments)
        {
            AddShares(slot, all.Slice(start, slot.Count), networks);
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

    /// <summary>The tiles of a thread: those of one band, or of several where other processes have threads too.</summary>
    private IEnumerable<GradientTile> CreateTiles(ParameterSlot matrix, int[] layers, int thread)
    {
        for (var band = thread; band < _bandCount; band += _networks.Count)
        {
            // Of a wide matrix, each thread has some columns: a band of a few rows would go through all of the right factor for each.
            var isWide = matrix.Columns > MostColumns;
            var (firstRow, endRow) = isWide ? (0, matrix.Rows) : WorkerTeam.Share(matrix.Rows, band, _bandCount);
            var (firstColumn, endColumn) = isWide ? WorkerTeam.Share(matrix.Columns, band, _bandCount) : (0, matrix.Columns);
            for (var column = firstColumn; column < endColumn; column += ColumnsPerTile(matrix))
            {
                for (var row = firstRow; row < endRow; row += RowsPerTile(matrix))
                {
                    var slot = new ParameterSlot(
                        matrix.Offset + (row * matrix.Columns) + column,
                        Math.Min(RowsPerTile(matrix), endRow - row),
                        Math.Min(ColumnsPerTile(matrix), endColumn - column));
                    yield return new GradientTile(slot, row, column, matrix.Columns, layers);
                }
            }
        }
    }
}
