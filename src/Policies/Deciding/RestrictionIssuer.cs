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

        var untilMs = request.TimeMs + rule.Summary.DurationMs;
        for (var i = 0; i < decision.Issued.Count; i++)
        {
            if (decision.Issued[i].Entity == entity)
            {
                // Stronger ones come first: only an equal one that lasts longer replaces.
                if (decision.Issued[i].Action == rule.Action && decision.Issued[i].UntilMs < untilMs)
                {
                    decision.Issued[i] = Build(decision, rule, entity, untilMs);
                }

                return;
            }
        }

        if (decision.Issued.Count < Decision.MaxIssued)
        {
            decision.Issued.Add(Build(decision, rule, entity, untilMs));
        }
    }

    /// <summary>
    /// Whom it falls on. Where the request lacks the entity of the scope: a device for an account or a session, then the
    /// address; a revocation falls on exactly its scope or on nobody.
    /// </summary>
    internal static EntityKey EntityOf(SecurityEvent request, EntityKind scope, ActionKind action)
    {
        var entity = request.Entity(scope);
        if (!entity.IsNone || action == ActionKind.Revoke)
        {
            return entity;
        }

        entity = scope is EntityKind.Account or EntityKind.Session ? request.Entity(EntityKind.Device) : default;
        return entity.IsNone ? request.Entity(EntityKind.Ip) : entity;
    }

    private static Restriction Build(Decision decision, CompiledRule rule, EntityKey entity, long untilMs) => new()
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
    };
}
