namespace Mnist;

/// <summary>No source gave all four files. The message says what was tried, why each source failed, and what to do.</summary>
public sealed class MnistNotAvailableException : Exception
{
    internal MnistNotAvailableException(IEnumerable<string> failures)
        : base(
            $"""
            MNIST cannot be had. Tried:
            {string.Join(Environment.NewLine, failures.Select(failure => "  - " + failure))}
            Put these four files into one folder, as they are or packed as .gz, and name that folder with --data DIR:
            {string.Join(", ", MnistFile.All)}
            """)
    {
    }
}
