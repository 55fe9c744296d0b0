namespace Microsoft.ML.AutoEncoder;

/// <summary>What the processes of a group are at: a process that is at something else cannot train with the others.</summary>
internal enum GroupStep
{
    Beginning = 1,
    Rows,
    Sample,
    Values,
    InitialState,
    Memory,
    NextBatch,
    Clock,
    Sum,
    Gradients,
    Norm,
    Parameters,
    Measuring,
    Calibrating,
    End,

    /// <summary>The program of a process has ended.</summary>
    ProgramEnd,
}
