namespace Benchmarks.Machines;

/// <summary>How long a step takes on many machines: what one needs for its rows, and what is sent. A part to each of the others, twice, and
/// the bytes of almost two times all parameters out of each machine; and four meetings in trees.</summary>
/// <param name="Meeting">Milliseconds of a meeting of two.</param>
/// <param name="Message">Milliseconds of a message, however short.</param>
/// <param name="PerParameter">Milliseconds for each parameter that a machine sends.</param>
internal sealed record ExchangeModel(double Meeting, double Message, double PerParameter)
{
    private const int MeetingsPerStep = 4;

    /// <summary>Fits the model to what two machines took: the line of least squares through the times.</summary>
    internal static ExchangeModel Fit(double meeting, (int Parameters, double Milliseconds)[] exchanges)
    {
        // Between two, each sends half of the parameters twice, in two messages.
        var meanX = exchanges.Average(exchange => (double)exchange.Parameters);
        var meanY = exchanges.Average(exchange => exchange.Milliseconds);
        var slope = exchanges.Sum(exchange => (exchange.Parameters - meanX) * (exchange.Milliseconds - meanY))
            / exchanges.Sum(exchange => (exchange.Parameters - meanX) * (exchange.Parameters - meanX));
        return new ExchangeModel(meeting, Math.Max(0, (meanY - (slope * meanX)) / 2), slope);
    }

    /// <summary>Milliseconds of what is sent in a step.</summary>
    internal double Exchange(int machines, int parameters) => machines == 1
        ? 0
        : (MeetingsPerStep * Meeting * Math.Log2(machines))
            + (2 * (machines - 1) * Message)
            + (2.0 * (machines - 1) / machines * parameters * PerParameter);

    /// <summary>How many times the rows of one machine many of them do in the same time.</summary>
    internal double Speedup(int machines, int parameters, double step) => machines * step / (step + Exchange(machines, parameters));
}
