namespace SecurityDecisioning.Yarp;

/// <summary>Where the enforcement point failed.</summary>
internal enum FailureStage
{
    Extract = 0,
    Decide = 1,
    Record = 2,
    Answer = 3,
    Outcome = 4,
}
