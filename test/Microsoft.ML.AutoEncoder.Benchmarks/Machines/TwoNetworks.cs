using System.Diagnostics;

namespace Benchmarks.Machines;

/// <summary>Two network namespaces on this machine, joined by a cable of 10 Gbit. For the root user of Linux.</summary>
internal sealed class TwoNetworks : IDisposable
{
    private readonly string _agent = Path.GetTempFileName();

    internal TwoNetworks()
    {
        // What a launcher uses instead of ssh: the name of the machine, and then what to do there.
        File.WriteAllText(_agent, "#!/bin/sh\nhost=$1; shift\nexec ip netns exec autoencoder-${host##*.} sh -c \"$*\"\n");
        Run("chmod", $"500 {_agent}");
        Ip("netns add autoencoder-1");
        Ip("netns add autoencoder-2");
        Ip("link add veth1 netns autoencoder-1 type veth peer name veth2 netns autoencoder-2");
        foreach (var number in new[] { 1, 2 })
        {
            Ip($"-n autoencoder-{number} addr add 10.77.0.{number}/24 dev veth{number}");
            Ip($"-n autoencoder-{number} link set lo up");
            Ip($"-n autoencoder-{number} link set veth{number} up");
            Run("tc", $"-n autoencoder-{number} qdisc add dev veth{number} root tbf rate 10gbit burst 1mb latency 50ms");
        }
    }

    /// <summary>Starts a process in each.</summary>
    internal string[] Mpirun =>
    [
        "ip", "netns", "exec", "autoencoder-1", "mpirun.openmpi", "--allow-run-as-root", "--oversubscribe", "-n", "2",
        "--host", "10.77.0.1,10.77.0.2", "--mca", "plm", "rsh", "--mca", "plm_rsh_agent", _agent, "--mca", "btl", "tcp,self",
        "--mca", "btl_tcp_if_include", "10.77.0.0/24", "--mca", "oob_tcp_if_include", "10.77.0.0/24", "--bind-to", "none",
    ];

    public void Dispose()
    {
        Ip("netns delete autoencoder-1");
        Ip("netns delete autoencoder-2");
        File.Delete(_agent);
    }

    private static void Ip(string arguments) => Run("ip", arguments);

    private static void Run(string command, string arguments)
    {
        using var process = Process.Start(command, arguments.Split(' '));
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command} {arguments} has failed with {process.ExitCode}.");
        }
    }
}
