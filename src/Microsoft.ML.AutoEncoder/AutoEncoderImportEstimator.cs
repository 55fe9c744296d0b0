using Microsoft.ML.AutoEncoder.Graphs;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary><see cref="IEstimator{TTransformer}"/> that stands for an autoencoder, or an encoder alone, that was trained elsewhere. It
/// does not train: its model is what the file holds.</summary>
/// <remarks>To create it, use <see cref="AutoEncoderImportCatalog"/>. The file is read once, when the estimator is created.</remarks>
public sealed class AutoEncoderImportEstimator : IEstimator<AutoEncoderTransformer>
{
    private readonly IHost _host;
    private readonly AutoEncoderColumns _columns;
    private readonly AutoEncoderNetwork _network;

    internal AutoEncoderImportEstimator(
        IHostEnvironment env, AutoEncoderColumns columns, string path, string format, Func<ImportedNetwork> read)
    {
        _host = Contracts.CheckRef(env, nameof(env)).Register(nameof(AutoEncoderImportEstimator));
        if (columns.FindFault() is { } fault)
        {
            throw _host.Process(new ArgumentException(fault, nameof(columns)));
        }

        _columns = columns;
        try
        {
            _network = read().ToNetwork();
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw _host.ExceptDecode(exception, $"The {format} file '{path}' cannot be read as an autoencoder. {exception.Message}");
        }

        if (!_network.Shape.HasDecoder && columns.Outputs.Any(output => output is not CodeColumn))
        {
            throw _host.Except(
                $"The {format} file '{path}' holds an encoder alone, so that nothing can be reconstructed: leave out the columns of the " +
                "reconstruction and its errors.");
        }
    }

    /// <summary>Gives the model. The rows are not read.</summary>
    /// <param name="input">Data with the input column.</param>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing, or of another type or size than the network
    /// takes.</exception>
    public AutoEncoderTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        ColumnChecks.FindInput(_host, input.Schema, _columns.Input, _network.Shape.InputSize);
        return new AutoEncoderTransformer(_host, _columns, _network, TrainingRecord.None);
    }

    /// <summary>Returns the <see cref="SchemaShape"/> that the model will give.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        ColumnChecks.CheckInput(_host, inputSchema, _columns.Input);
        return OutputSchemaShape.Create(inputSchema, _columns);
    }
}
