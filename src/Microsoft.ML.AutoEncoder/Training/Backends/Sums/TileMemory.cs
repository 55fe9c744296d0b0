using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Where a thread puts the gradients of one <see cref="GradientTile"/> after the other.</summary>
/// <remarks>The tensors belong to the dispose scope in which the object is created.</remarks>
internal sealed class TileMemory
{
    private readonly Dictionary<(int Rows, int Columns), Tensor> _gradients;
    private readonly Dictionary<(int Rows, int Columns), Tensor> _rounded;
    private readonly Dictionary<(int Rows, int Columns), Tensor> _products;

    /// <param name="tiles">The tiles.</param>
    /// <param name="hasProducts">Whether what several networks have is computed apart.</param>
    internal TileMemory(IEnumerable<GradientTile> tiles, bool hasProducts)
    {
        var shapes = tiles.Select(Shape).Distinct().ToArray();
        _gradients = CreateViews(shapes, ScalarType.Float32);
        _rounded = CreateViews(shapes, ScalarType.BFloat16);
        _products = CreateViews(hasProducts ? shapes : [], ScalarType.Float32);
    }

    /// <summary>Where the gradients of a tile are put.</summary>
    internal Tensor Gradients(GradientTile tile) => _gradients[Shape(tile)];

    /// <summary>Where products in bfloat16 are put before that.</summary>
    internal Tensor Rounded(GradientTile tile) => _rounded[Shape(tile)];

    /// <summary>Where the gradients of a network are put that are to be added to those of others.</summary>
    internal Tensor Products(GradientTile tile) => _products[Shape(tile)];

    private static (int Rows, int Columns) Shape(GradientTile tile) => (tile.Slot.Rows, tile.Slot.Columns);

    /// <summary>The same memory in each shape.</summary>
    private static Dictionary<(int Rows, int Columns), Tensor> CreateViews((int Rows, int Columns)[] shapes, ScalarType type)
    {
        var memory = zeros(shapes.Select(shape => shape.Rows * shape.Columns).DefaultIfEmpty().Max(), type, CPU);
        return shapes.ToDictionary(
            shape => shape, shape => memory.narrow(0, 0, shape.Rows * shape.Columns).view(shape.Rows, shape.Columns));
    }
}
