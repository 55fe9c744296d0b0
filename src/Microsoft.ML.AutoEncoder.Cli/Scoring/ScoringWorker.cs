using AutoEncoderTool.Models;
using AutoEncoderTool.Reading;
using Microsoft.ML;

namespace AutoEncoderTool.Scoring;

/// <summary>Scores blocks, one after the other, through the pipeline's own mapper of rows.</summary>
internal sealed class ScoringWorker : IDisposable
{
    private readonly RowView _view;
    private readonly DataViewRow _row;

    internal ScoringWorker(ScoringModel model, RowLayout layout)
    {
        Rows = new RowBlock(layout);
        _view = new RowView(layout);
        _row = model.Mapper.GetRow(_view, model.Outputs.Select(output => output.Column));
        Outputs = [.. model.Outputs.Select(output => OutputValues.Create(_row, output.Column, output.Name))];
    }

    /// <summary>The block that was scored last.</summary>
    internal RowBlock Rows { get; }

    /// <summary>Its results.</summary>
    internal OutputValues[] Outputs { get; }

    internal void Score(SourceBlock block)
    {
        block.Parse(Rows);
        Array.ForEach(Outputs, output => output.SetCapacity(Rows.Count));
        for (var i = 0; i < Rows.Count; i++)
        {
            _view.MoveTo(Rows, i);
            foreach (var output in Outputs)
            {
                output.Read(i);
            }
        }
    }

    public void Dispose() => _row.Dispose();
}
