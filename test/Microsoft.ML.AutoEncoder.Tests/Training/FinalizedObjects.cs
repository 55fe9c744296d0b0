using System.Diagnostics.Tracing;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>Counts, for one type, the objects that are left to the garbage collector and not disposed of by an owner; the runtime's own events tell.</summary>
internal sealed class FinalizedObjects : EventListener
{
    private const EventKeywords GarbageCollection = (EventKeywords)0x1;

    private const int MarkerCount = 60;

    private static readonly TimeSpan PerMarker = TimeSpan.FromSeconds(5);

    private readonly nint _type;
    private readonly nint _marker = Identifier(typeof(Marker));
    private readonly ManualResetEventSlim _markerSeen = new();
    private int _count;

    /// <summary>Counts from now on; what is already waiting for its finalizer is not counted.</summary>
    public FinalizedObjects(Type type)
    {
        RunFinalizers();
        _type = Identifier(type);
        foreach (var source in EventSource.GetSources())
        {
            if (source.Name == "Microsoft-Windows-DotNETRuntime")
            {
                EnableEvents(source, EventLevel.Verbose, GarbageCollection);
            }
        }
    }

    /// <summary>The number of objects so far, those included that wait for a garbage collection.</summary>
    public int Count()
    {
        RunFinalizers();
        // The events come late but in order: when that of a later object has come, all have. The runtime may drop events of a busy process, so more than one is left.
        _markerSeen.Reset();
        for (var i = 0; i < MarkerCount; i++)
        {
            LeaveMarker();
            RunFinalizers();
            if (_markerSeen.Wait(PerMarker))
            {
                return Volatile.Read(ref _count);
            }
        }

        throw new TimeoutException($"The runtime has told of none of {MarkerCount} objects that it has finalized.");
    }

    public override void Dispose()
    {
        base.Dispose();
        _markerSeen.Dispose();
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("FinalizeObject", StringComparison.Ordinal) != true)
        {
            return;
        }

        var type = (nint)eventData.Payload![eventData.PayloadNames!.IndexOf("TypeID")]!;
        if (type == _type)
        {
            Interlocked.Increment(ref _count);
        }
        else if (type == _marker)
        {
            _markerSeen.Set();
        }
    }

    private static nint Identifier(Type type) => type.TypeHandle.Value;

    private static void RunFinalizers()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LeaveMarker() => _ = new Marker();

    private sealed class Marker
    {
        ~Marker() => GC.KeepAlive(this);
    }
}
