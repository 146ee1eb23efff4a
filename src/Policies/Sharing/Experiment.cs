namespace SecurityDecisioning.Policies.Sharing;

/// <summary>
/// An experiment: every account (device, then address) is in one arm for as long as names and shares stay the same, which
/// follows from the event and the set, so that a decision can be re-made.
/// </summary>
internal sealed class Experiment
{
    private readonly string[] _arms;
    private readonly int[] _ends;
    private readonly ulong _salt;

    /// <param name="name">Salts the draw: experiments are independent of each other and of rollouts.</param>
    /// <param name="arms">Names with shares in percent, 100 together.</param>
    public Experiment(string name, IReadOnlyList<(string Name, int Percent)> arms)
    {
        Name = name;
        _salt = RolloutBucket.SaltOf("experiment:" + name);
        _arms = [.. arms.Select(a => a.Name)];
        _ends = new int[arms.Count];
        var end = 0;
        for (var i = 0; i < arms.Count; i++)
        {
            _ends[i] = end += arms[i].Percent * (RolloutBucket.Count / 100);
        }
    }

    public string Name { get; }

    public IReadOnlyList<string> Arms => _arms;

    /// <summary>The request's arm. Allocates nothing.</summary>
    public string ArmOf(SecurityEvent request)
    {
        var bucket = RolloutBucket.Of(request, _salt);
        for (var i = 0; i < _ends.Length; i++)
        {
            if (bucket < _ends[i])
            {
                return _arms[i];
            }
        }

        return _arms[^1];
    }
}
