using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What there is to know about a model as a text of lines of at most 80 characters, with a line feed at the end of each. The
/// same in every culture.</summary>
internal static class ModelSummary
{
    private const int Width = 80;

    // So many epochs are listed at each end of a long history.
    private const int EpochsAtEachEnd = 5;

    /// <param name="shape">The layers.</param>
    /// <param name="training">What is known of the training; null: nothing.</param>
    /// <param name="facts">What else there is to say, one line for each fact.</param>
    internal static string Of(NetworkShape shape, TrainingRecord? training, params string[] facts)
    {
        var text = new StringBuilder();
        AppendWrapped(text, ModelLine.Of(shape, training?.FittedEpoch), indent: 2);
        text.Append('\n');
        AppendLayers(text, shape);
        text.Append('\n');
        foreach (var fact in Facts(shape, training).Concat(facts))
        {
            AppendWrapped(text, fact, indent: 2);
        }

        if (training is not null)
        {
            AppendFindings(text, training.Findings);
            AppendOptions(text, training.Options);
            AppendHistory(text, training.History);
        }

        return text.ToString();
    }

    private static void AppendLayers(StringBuilder text, NetworkShape shape)
    {
        var table = new TextTable("Layer", "Activation", "Shape", " Parameters");
        Add("encoder", shape.Encoder);
        Add("decoder", shape.Decoder);
        table.Add("all", string.Empty, string.Empty, Number(shape.ParameterCount));
        table.WriteTo(text);

        void Add(string side, ImmutableArray<Layer> layers)
        {
            foreach (var (i, layer) in layers.Index())
            {
                table.Add(
                    Invariant($"{side}.{i}"),
                    layer.Activation.ToString(),
                    $"{layer.InputShape} → {layer.OutputShape}",
                    Number(layer.ParameterCount));
            }
        }
    }

    private static IEnumerable<string> Facts(NetworkShape shape, TrainingRecord? training)
    {
        yield return $"The parameters take {Number(shape.ParameterCount * sizeof(float))} bytes.";
        if (!shape.HasDecoder)
        {
            yield return "It is an encoder alone.";
        }

        if (shape.ActiveCodeUnits is { } units)
        {
            yield return Invariant($"Of a code the {units} largest of {shape.CodeSize} values are kept; the others are 0.");
        }

        if (shape.HasStandardNormalPrior)
        {
            yield return "Codes follow the standard normal distribution: rows can be generated.";
        }

        if (training is null)
        {
            yield break;
        }

        yield return training.Options.Count == 0
            ? "It was trained elsewhere: its options and its history are not known."
            : training.Scale is null
                ? "The input is taken as it is."
                : "The input was scaled in training; that is part of the weights of the first and the last layer.";
        if (training.State is { } state)
        {
            var bytes = sizeof(float) * state.Buffers.Sum(buffer => (long)buffer.Values.Length);
            yield return $"It keeps the state of its training after {Number(state.StepCount)} steps, {Number(bytes)} bytes more.";
        }
    }

    private static void AppendOptions(StringBuilder text, IReadOnlyDictionary<string, string> options)
    {
        if (options.Count == 0)
        {
            return;
        }

        text.Append("\nOptions of the training\n");
        var nameWidth = options.Keys.Max(name => Math.Min(name.Length, Width / 2)) + 2;
        foreach (var (name, value) in options)
        {
            AppendWrapped(text, $"{name.PadRight(nameWidth)}{value}", nameWidth);
        }
    }

    private static void AppendHistory(StringBuilder text, IReadOnlyList<EpochMetrics> history)
    {
        if (history.Count == 0)
        {
            return;
        }

        text.Append('\n');
        var table = new TextTable(" Epoch", " Loss", " Reconstruction", " Validation", " Explains", " Rate", " Seconds");
        foreach (var epoch in history)
        {
            if (epoch.Epoch <= EpochsAtEachEnd || epoch.Epoch > history.Count - EpochsAtEachEnd)
            {
                table.Add(
                    Number(epoch.Epoch),
                    Measure(epoch.Loss),
                    Measure(epoch.ReconstructionLoss),
                    epoch.ValidationLoss is { } loss ? Measure(loss) : string.Empty,
                    (epoch.ValidationExplainedVariance ?? epoch.ExplainedVariance) is { } part ? Percent(part) : string.Empty,
                    Measure(epoch.LearningRate),
                    epoch.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
            }
            else if (epoch.Epoch == EpochsAtEachEnd + 1)
            {
                table.Add("…", string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, string.Empty);
            }
        }

        table.WriteTo(text);
    }

    /// <summary>Adds a text, in as many lines as it takes.</summary>
    /// <param name="text">Receives the lines.</param>
    /// <param name="line">The text.</param>
    /// <param name="indent">How far all lines but the first are indented.</param>
    private static void AppendWrapped(StringBuilder text, string line, int indent)
    {
        // A loaded model may bring any characters.
        var rest = string.Concat(line.Select(character => char.IsControl(character) ? ' ' : character)).TrimEnd();
        while (rest.Length > Width)
        {
            var space = rest.LastIndexOf(' ', Width, Width - indent);
            var end = space > indent ? space : Width;
            text.Append(rest.AsSpan(0, end).TrimEnd()).Append('\n');
            rest = new string(' ', indent) + rest[end..].TrimStart();
        }

        text.Append(rest).Append('\n');
    }

    private static void AppendFindings(StringBuilder text, IReadOnlyList<TrainingFinding> findings)
    {
        if (findings.Count > 0)
        {
            text.Append("\nFindings\n");
        }

        foreach (var finding in findings)
        {
            AppendWrapped(text, finding.Message, indent: 2);
        }
    }

    private static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{100 * part:0.0} %");

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Measure(double measure) => measure.ToString("g5", CultureInfo.InvariantCulture);
}
