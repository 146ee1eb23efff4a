namespace SecurityDecisioning.Policies.Cel.Conformance;

/// <summary>What came of the cases of one file.</summary>
/// <param name="Name">The file's name without folder and extension.</param>
/// <param name="Outcomes">One for each case, in the file's order.</param>
public sealed record ConformanceFile(string Name, IReadOnlyList<ConformanceOutcome> Outcomes)
{
    public int Passed => Count(ConformanceStatus.Passed);

    public int Failed => Count(ConformanceStatus.Failed);

    public int Unsupported => Count(ConformanceStatus.Unsupported);

    private int Count(ConformanceStatus status) => Outcomes.Count(o => o.Status == status);
}
