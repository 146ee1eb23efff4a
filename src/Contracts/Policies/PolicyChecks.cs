namespace SecurityDecisioning.Contracts.Policies;

/// <summary>What the checks of a version found when it was proposed.</summary>
/// <param name="Passed">Tests of its documents that passed.</param>
/// <param name="Failed">Those that did not.</param>
/// <param name="Problems">What keeps it from being a set.</param>
/// <param name="Warnings">What somebody should look at.</param>
public readonly record struct PolicyChecks(int Passed, int Failed, int Problems, int Warnings)
{
    /// <summary>Whether it may be approved.</summary>
    public bool IsGreen => Failed == 0 && Problems == 0;
}
