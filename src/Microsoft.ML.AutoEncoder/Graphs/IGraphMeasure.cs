namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>What a detector measures at a network, as operations of a graph.</summary>
internal interface IGraphMeasure
{
    /// <summary>What the squared differences are multiplied by to be the errors of the slots.</summary>
    float SlotErrorFactor { get; }

    /// <summary>Describes the score of a row.</summary>
    /// <param name="graph">Takes the operations.</param>
    /// <param name="code">The tensor of the code.</param>
    /// <param name="error">The tensor of the mean squared error, one value in a row.</param>
    /// <param name="score">The tensor that receives the score, one value in a row.</param>
    void DescribeScore(IGraphBuilder graph, string code, string error, string score);
}
