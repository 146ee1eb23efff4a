using SecurityDecisioning.Cli.Training;
using SecurityDecisioning.Contracts.Verdicts;

namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>
/// What is known of requests: whether they were an attack. From people's verdicts on decisions and entities, or from the
/// simulator's truth. Once filled it is only read, by any number of threads.
/// </summary>
internal sealed class DecisionLabels
{
    /// <summary>More verdicts than that are not kept.</summary>
    public const int MaxVerdicts = 1_000_000;

    private static readonly EntityKind[] Kinds =
        [EntityKind.Account, EntityKind.Session, EntityKind.Device, EntityKind.ApiKey, EntityKind.Ip, EntityKind.Network];

    private readonly Dictionary<EventId, bool> _byDecision = [];
    private readonly Dictionary<EntityKey, List<(long FromMs, long ToMs, bool IsAttack)>> _byEntity = [];
    private TruthTable? _truth;

    /// <summary>Verdicts that could be used.</summary>
    public int Verdicts { get; private set; }

    /// <summary>Verdicts beyond <see cref="MaxVerdicts"/>.</summary>
    public long Dropped { get; private set; }

    public bool IsEmpty => _truth is null && Verdicts == 0;

    public void Use(TruthTable truth) => _truth = truth;

    /// <summary>A verdict on one decision; the first one stays. Dismissed teaches nothing.</summary>
    public void Add(EventId decision, Verdict verdict)
    {
        if (decision != default && IsUsable(verdict))
        {
            _byDecision.TryAdd(decision, verdict == Verdict.ConfirmedCompromised);
        }
    }

    /// <summary>A verdict on an entity, for what it did in a time; where several hold, the first one counts.</summary>
    public void Add(EntityKey entity, long fromMs, long toMs, Verdict verdict)
    {
        if (entity.IsNone || !IsUsable(verdict))
        {
            return;
        }

        if (!_byEntity.TryGetValue(entity, out var verdicts))
        {
            _byEntity.Add(entity, verdicts = []);
        }

        verdicts.Add((fromMs, toMs, verdict == Verdict.ConfirmedCompromised));
    }

    /// <summary>False where nothing is known. A verdict on the decision counts before one on whom it is about.</summary>
    public bool TryFind(SecurityEvent request, out bool isAttack)
    {
        if (_truth is not null && _truth.TryGet(request.Id, out var threat, out _))
        {
            isAttack = threat != Threat.None;
            return true;
        }

        if (_byDecision.TryGetValue(request.Id, out isAttack))
        {
            return true;
        }

        isAttack = false;
        if (_byEntity.Count == 0)
        {
            return false;
        }

        foreach (var kind in Kinds)
        {
            if (_byEntity.TryGetValue(request.Entity(kind), out var verdicts))
            {
                foreach (var verdict in verdicts)
                {
                    if (request.TimeMs >= verdict.FromMs && request.TimeMs <= verdict.ToMs)
                    {
                        isAttack = verdict.IsAttack;
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private bool IsUsable(Verdict verdict)
    {
        if (verdict is not (Verdict.ConfirmedCompromised or Verdict.ConfirmedSafe))
        {
            return false;
        }

        if (Verdicts >= MaxVerdicts)
        {
            Dropped++;
            return false;
        }

        Verdicts++;
        return true;
    }
}
