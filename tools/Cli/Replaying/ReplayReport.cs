namespace SecurityDecisioning.Cli.Replaying;

/// <summary>What would have been decided, added up.</summary>
internal sealed class ReplayReport
{
    private const int ProblemsShown = 5;
    private const int MostEntities = 50_000;
    private readonly List<LineProblem> _problems = [];
    private readonly Dictionary<EntityKey, EntityTally> _entities = [];

    public long[] Enforced { get; } = new long[4];

    /// <summary>What it would have been were every shadow policy live.</summary>
    public long[] Shadow { get; } = new long[4];

    /// <summary>Decisions other than allow, enforced or in shadow, by threat.</summary>
    public long[] Threats { get; } = new long[ThreatCatalog.Count];

    public long Lines { get; set; }

    public long Events { get; private set; }

    public long Bad { get; private set; }

    public long Logins { get; private set; }

    public long FirstMs { get; private set; } = long.MaxValue;

    public long LastMs { get; private set; }

    /// <summary>Entities that could not be listed because there were too many.</summary>
    public long Unlisted { get; private set; }

    public TimeSpan Elapsed { get; set; }

    public long Bytes { get; set; }

    public bool Complete { get; set; }

    public IReadOnlyList<LineProblem> Problems => _problems;

    public double PerSecond => Elapsed > TimeSpan.Zero ? Lines / Elapsed.TotalSeconds : 0;

    public void AddProblem(long line, string reason)
    {
        Bad++;
        if (_problems.Count < ProblemsShown)
        {
            _problems.Add(new LineProblem(line, reason));
        }
    }

    public void Add(Decision decision)
    {
        var request = decision.Event;
        Events++;
        Logins += request.Operation == Operation.Login ? 1 : 0;
        FirstMs = Math.Min(FirstMs, request.TimeMs);
        LastMs = Math.Max(LastMs, request.TimeMs);
        Enforced[(int)decision.Action]++;
        Shadow[(int)decision.ShadowAction]++;
        var action = (ActionKind)Math.Max((byte)decision.Action, (byte)decision.ShadowAction);
        if (action != ActionKind.Allow)
        {
            Threats[(int)decision.Threat]++;
            AddEntity(decision, action);
        }
    }

    /// <summary>The entities met by most decisions, most first.</summary>
    public IReadOnlyList<KeyValuePair<EntityKey, EntityTally>> Top(int count) =>
        [.. _entities.OrderByDescending(e => e.Value.Decisions).ThenBy(e => e.Key.ToString(), StringComparer.Ordinal).Take(count)];

    private void AddEntity(Decision decision, ActionKind action)
    {
        var key = decision.Applied?.Entity ?? decision.Event.Entity(EntityKind.Ip);
        if (!_entities.TryGetValue(key, out var tally))
        {
            if (_entities.Count >= MostEntities)
            {
                Unlisted++;
                return;
            }

            _entities.Add(key, tally = new EntityTally());
        }

        tally.Decisions++;
        tally.Enforced |= decision.Action != ActionKind.Allow;
        if (tally.Reason.Length == 0 || action > tally.Strongest || decision.Risk > tally.Risk)
        {
            tally.Strongest = (ActionKind)Math.Max((byte)action, (byte)tally.Strongest);
            tally.Risk = Math.Max(tally.Risk, decision.Risk);
            tally.Threat = decision.Threat != Threat.None ? decision.Threat : tally.Threat;
            tally.Reason = ReasonOf(decision, tally.Reason);
        }
    }

    private static string ReasonOf(Decision decision, string before)
    {
        foreach (var rule in decision.Rules)
        {
            if (rule.Won)
            {
                return rule.Reason;
            }
        }

        return before.Length > 0 ? before : decision.Applied?.Reason ?? "";
    }
}
