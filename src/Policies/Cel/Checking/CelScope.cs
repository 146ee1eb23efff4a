namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>The variables of the macros around the place that is being checked; the innermost of a name counts.</summary>
internal sealed class CelScope
{
    private readonly List<CelLocal> _locals = [];

    /// <summary>Most that were in scope at once.</summary>
    public int Most { get; private set; }

    public int Count => _locals.Count;

    public CelLocal? Find(string name) => _locals.FindLast(l => l.Name == name);

    public void Enter(CelLocal local)
    {
        _locals.Add(local);
        Most = Math.Max(Most, _locals.Count);
    }

    public void Leave(int count) => _locals.RemoveRange(_locals.Count - count, count);
}
