using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Guards;

/// <summary>
/// Counts decisions for the guards and opens the cases that rules ask for. A case has its decision's id, so that a decision read
/// twice opens one; while a person has one of the same policy and entity open, no second is opened.
/// </summary>
internal sealed class DecisionGuardProjection(
    IRecordLog log,
    LogDamage damage,
    GuardBook book,
    CaseDesk desk,
    ICaseLedger ledger,
    GuardMetrics metrics,
    ILogger<DecisionGuardProjection> logger)
    : TopicProjection(log, damage, logger)
{
    private const int MostRemembered = 4_096;

    /// <summary>For how long the database is not asked again whether a case is open.</summary>
    private const long RememberedMs = 60_000;

    private readonly Decision _scratch = new();
    private readonly TextCache _texts = new();
    private readonly List<GuardFact> _facts = [];
    private readonly List<Case> _wanted = [];
    private readonly Dictionary<(string Policy, EntityKey Entity), long> _opened = [];

    public override string Name => "guards";

    public override Topic Topic => Topic.Decisions;

    /// <summary>The guards are in no hurry; requests are.</summary>
    protected override TimeSpan Gather => TimeSpan.FromMilliseconds(250);

    protected override Task<long> StartOffsetAsync(CancellationToken cancellationToken) => Task.FromResult(book.NextDecision);

    protected override void Add(LogRecord record)
    {
        DecisionCodec.Read(record.Payload.Span, _scratch, _texts);
        _facts.Add(GuardFact.Of(_scratch));
        if ((_scratch.Flags & DecisionFlags.ReviewRequired) != 0)
        {
            Want(_scratch);
        }
    }

    protected override async Task TakeAsync(long nextOffset, CancellationToken cancellationToken)
    {
        foreach (var wanted in _wanted)
        {
            await OpenAsync(wanted, cancellationToken);
        }

        book.Take(_facts, nextOffset);
        Forget();
    }

    protected override void Forget()
    {
        _facts.Clear();
        _wanted.Clear();
    }

    private void Want(Decision decision)
    {
        var rule = decision.Winner ?? (decision.Rules.Count > 0 ? decision.Rules[0] : default);
        var entity = SubjectOf(decision.Event);
        if (entity.IsNone || IsRemembered((rule.Policy ?? "", entity), decision.Event.TimeMs))
        {
            return;
        }

        _wanted.Add(new Case
        {
            Id = decision.Id,
            Origin = CaseOrigin.Rule,
            OpenedMs = decision.Event.TimeMs,
            OpenedBy = rule.Policy is { Length: > 0 } policy ? policy : "policy",
            Reason = rule.Rule is { Length: > 0 } name ? $"Rule {name} asks for a review." : "A rule asks for a review.",
            Entity = entity,
            Policy = rule.Policy ?? "",
            Decision = decision.Id,
        });
    }

    private async Task OpenAsync(Case wanted, CancellationToken cancellationToken)
    {
        var key = (wanted.Policy, wanted.Entity);
        var same = new CaseQuery { Open = true, Entity = wanted.Entity, Policy = wanted.Policy, Origin = CaseOrigin.Rule, Limit = 1 };
        if (IsRemembered(key, wanted.OpenedMs) || (await ledger.ListAsync(same, cancellationToken)).Count > 0)
        {
            Remember(key, wanted.OpenedMs);
            return;
        }

        if (await desk.OpenOnceAsync(wanted, cancellationToken))
        {
            Remember(key, wanted.OpenedMs);
        }
        else if (await ledger.FindAsync(wanted.Id, cancellationToken) is null)
        {
            metrics.NotOpened();
        }
    }

    private bool IsRemembered((string Policy, EntityKey Entity) key, long timeMs) =>
        _opened.TryGetValue(key, out var untilMs) && timeMs < untilMs;

    private void Remember((string Policy, EntityKey Entity) key, long timeMs)
    {
        if (_opened.Count >= MostRemembered)
        {
            _opened.Clear();
        }

        _opened[key] = timeMs + RememberedMs;
    }

    private static EntityKey SubjectOf(SecurityEvent request)
    {
        foreach (var kind in new[] { EntityKind.Account, EntityKind.ApiKey, EntityKind.Device, EntityKind.Ip })
        {
            if (request.Entity(kind) is { IsNone: false } entity)
            {
                return entity;
            }
        }

        return default;
    }
}
