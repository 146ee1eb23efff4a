using SecurityDecisioning.Policies.Compilation;

namespace SecurityDecisioning.Policies.Deciding;

/// <summary>Turns a rule's proposal into a restriction of an entity that the request names.</summary>
internal static class RestrictionIssuer
{
    public static void Issue(Decision decision, CompiledRule rule)
    {
        var request = decision.Event;
        var entity = EntityOf(request, rule.Summary.Scope, rule.Action);
        if (entity.IsNone)
        {
            return;
        }

        // A stolen session is refused everywhere; a slowed login must not keep an office from reading pages.
        var operations = rule.Action == ActionKind.Revoke ? 0 : rule.Operations;
        var untilMs = request.TimeMs + rule.Summary.DurationMs;
        for (var i = 0; i < decision.Issued.Count; i++)
        {
            var other = decision.Issued[i];
            if (other.Entity == entity && IsWithin(operations, other.Operations))
            {
                // Stronger ones come first: only an equal one that lasts longer replaces.
                if (other.Action == rule.Action && other.UntilMs < untilMs && other.Operations == operations)
                {
                    decision.Issued[i] = Build(decision, rule, entity, operations, untilMs);
                }

                return;
            }
        }

        if (decision.Issued.Count < Decision.MaxIssued)
        {
            decision.Issued.Add(Build(decision, rule, entity, operations, untilMs));
        }
    }

    /// <summary>
    /// Whom it falls on. Where the request lacks the entity of the scope: a device for an account or a session, then the
    /// address; a revocation falls on exactly its scope or on nobody. An account that the request only names, in a form or an
    /// unsigned token, can be challenged, which its owner passes, and no more: anybody may type a victim's name.
    /// </summary>
    internal static EntityKey EntityOf(SecurityEvent request, EntityKind scope, ActionKind action)
    {
        var onlyNamed = scope == EntityKind.Account && action > ActionKind.Challenge
            && (request.Traits & RequestTraits.AccountVerified) == 0;
        var entity = onlyNamed ? default : request.Entity(scope);
        if (!entity.IsNone || action == ActionKind.Revoke)
        {
            return entity;
        }

        entity = scope is EntityKind.Account or EntityKind.Session ? request.Entity(EntityKind.Device) : default;
        return entity.IsNone ? request.Entity(EntityKind.Ip) : entity;
    }

    private static bool IsWithin(uint inner, uint outer) => outer == 0 || (inner != 0 && (inner & outer) == inner);

    private static Restriction Build(
        Decision decision, CompiledRule rule, EntityKey entity, uint operations, long untilMs) => new()
    {
        Id = EventId.New(decision.Event.TimeMs),
        Entity = entity,
        Action = rule.Action,
        FromMs = decision.Event.TimeMs,
        UntilMs = untilMs,
        Origin = RestrictionOrigin.Policy,
        Owner = rule.Policy,
        ReasonCode = rule.Summary.ReasonCode,
        Reason = rule.Summary.Reason,
        Threat = rule.Threat,
        Decision = decision.Id,
        Operations = operations,
    };
}
