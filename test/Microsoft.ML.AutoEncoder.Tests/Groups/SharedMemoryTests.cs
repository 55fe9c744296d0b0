using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Groups;

/// <summary>Processes of one machine find the memory that they share: here threads that are told that they are processes.</summary>
public sealed class SharedMemoryTests
{
    [Fact]
    public void What_one_has_written_all_others_read()
    {
        var read = ThreadGroup.Run(3, group =>
        {
            var memory = new SharedMemory(group.Rank, group.Size, group.Gather).Take(5_000);
            memory.Span[4_000 + group.Rank] = group.Rank + 1;
            group.Gather([], []);
            return memory.Span[4_000..4_003].ToArray();
        });

        Assert.All(read, values => Assert.Equal([1, 2, 3], values));
    }

    [Fact]
    public void Memory_is_used_again_where_it_is_large_enough()
    {
        var lengths = ThreadGroup.Run(2, group =>
        {
            var shared = new SharedMemory(group.Rank, group.Size, group.Gather);
            shared.Take(3_000).Span[7] = 1;
            group.Gather([], []);
            var (smaller, larger) = (shared.Take(2_000), shared.Take(9_000));
            return (smaller.Length, larger.Length);
        });

        Assert.All(lengths, pair => Assert.Equal((2_000, 9_000), pair));
    }

    /// <summary>The second has no name for what the first one has made, as on another machine.</summary>
    [Fact]
    public void None_has_any_where_one_does_not_find_it()
    {
        var lengths = ThreadGroup.Run(3, group => new SharedMemory(group.Rank, group.Size, (mine, all) =>
        {
            group.Gather(mine, all);
            if (group.Rank == 1 && mine.Length == 16)
            {
                all[0]++;
            }
        }).Take(100).Length);

        Assert.Equal([0, 0, 0], lengths);
    }

    /// <summary>More than a machine has.</summary>
    [Fact]
    public void None_has_any_where_there_is_not_enough()
    {
        Assert.SkipUnless(
            new DriveInfo("/dev/shm").TotalSize is > 0 and < (1L << 33), "Nothing larger than this memory can be asked for.");
        Assert.Equal(
            [0, 0], ThreadGroup.Run(2, group => new SharedMemory(group.Rank, group.Size, group.Gather).Take(Array.MaxLength).Length));
    }
}
