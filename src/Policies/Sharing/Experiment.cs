namespace SecurityDecisioning.Policies.Sharing;

/// <summary>
/// An experiment: every account (device, then address) is in one arm for as long as names and shares stay the same, which
/// follows from the event and the set, so that a decision can be re-made.
/// </summary>
internal sealed class Experiment
{
    private readonly string[] _arms;
    private readonly string[] _labels;
    private readonly float[] _shares;
    private readonly int[] _ends;
    private readonly ulong _salt;

    /// <param name="name">Salts the draw: experiments are independent of each other and of rollouts.</param>
    /// <param name="arms">Names with shares in percent, 100 together.</param>
    public Experiment(string name, IReadOnlyList<(string Name, int Percent)> arms)
    {
        Name = name;
        _salt = RolloutBucket.SaltOf("experiment:" + name);
        _arms = [.. arms.Select(a => a.Name)];
        _labels = [.. arms.Select(a => $"{name}={a.Name}")];
        _shares = [.. arms.Select(a => a.Percent / 100f)];
        _ends = new int[arms.Count];
        var end = 0;
        for (var i = 0; i < arms.Count; i++)
        {
            _ends[i] = end += arms[i].Percent * (RolloutBucket.Count / 100);
        }
    }

    public string Name { get; }

    public IReadOnlyList<string> Arms => _arms;

    /// <summary>The request's arm.</summary>
    public string ArmOf(SecurityEvent request) => _arms[IndexOf(request)];

    /// <summary>
    /// The arm of the decision's request, noted in the decision: what an experiment did is told by comparing those for whom a
    /// condition came to ask. Allocates nothing where a decision meets one experiment.
    /// </summary>
    public string Read(Decision decision)
    {
        var arm = IndexOf(decision.Event);
        decision.NoteArm(_labels[arm], _shares[arm]);
        return _arms[arm];
    }

    private int IndexOf(SecurityEvent request)
    {
        var bucket = RolloutBucket.Of(request, _salt);
        for (var i = 0; i < _ends.Length; i++)
        {
            if (bucket < _ends[i])
            {
                return i;
            }
        }

        return _arms.Length - 1;
    }
}
