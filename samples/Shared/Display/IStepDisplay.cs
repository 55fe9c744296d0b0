namespace Samples.Display;

/// <summary>Shows that a step of the job is going on, and how far it is.</summary>
internal interface IStepDisplay
{
    T Show<T>(Func<T> step);

    /// <summary>Tells how much of the current step is done, 0 to 1. Steps that cannot know never call it.</summary>
    void Advance(double fraction);
}
