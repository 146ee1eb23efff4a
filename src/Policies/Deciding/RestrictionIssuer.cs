using SecurityDecisioning.Policies.Compilation;

namespace SecurityDecisioning.Policies.Deciding;

/// <summary>Turns a rule's proposal into a restriction of an entity that the request names.</summary>
internal static class RestrictionIssuer
{
    public static void Issue(Decision decision, in Proposal proposal)
    {
        var rule = proposal.Compiled;
        var request = decision.Event;
        var entity = EntityOf(request, rule.Summary.Scope, proposal.Action, proposal.Challenge);
        if (entity.IsNone)
        {
            return;
        }

        // A stolen session is refused everywhere; a slowed login must not keep an office from reading pages.
        var operations = rule.Action == ActionKind.Revoke ? 0 : rule.Operations;
        var untilMs = request.TimeMs + DurationOf(decision, rule, entity.Kind);
        for (var i = 0; i < decision.Issued.Count; i++)
        {
            var other = decision.Issued[i];
            if (other.Entity == entity && IsWithin(operations, other.Operations))
            {
                // Stronger ones come first: only an equal one that lasts longer replaces.
                if (other.Action == proposal.Action && other.Challenge == proposal.Challenge && other.UntilMs < untilMs
                    && other.Operations == operations)
                {
                    decision.Issued[i] = Build(decision, proposal, entity, operations, untilMs);
                }

                return;
            }
        }

        if (decision.Issued.Count < Decision.MaxIssued)
        {
            decision.Issued.Add(Build(decision, proposal, entity, operations, untilMs));
        }
    }

    /// <summary>How long what the winner asks for lasts, milliseconds.</summary>
    public static long DurationOf(Decision decision, in Proposal winner)
    {
        var rule = winner.Compiled;
        return DurationOf(decision, rule, EntityOf(decision.Event, rule.Summary.Scope, winner.Action, winner.Challenge).Kind);
    }

    /// <summary>Longer where the entity has been restricted within a day, a step for each time: from the record's inputs.</summary>
    private static long DurationOf(Decision decision, CompiledRule rule, EntityKind kind)
    {
        var steps = rule.Summary.Escalation;
        var before = steps.Count > 0 && (int)kind < decision.Repeats.Length ? decision.Repeats[(int)kind] : 0;
        return before > 0 ? steps[Math.Min(before, steps.Count) - 1] : rule.Summary.DurationMs;
    }

    /// <summary>
    /// Whom it falls on. Where the request lacks the entity of the scope: a device for an account or a session, then the
    /// address; a revocation falls on exactly its scope or on nobody. An account that the request only names, in a form or an
    /// unsigned token, can be given a proof of work, which its owner passes, and no more: anybody may type a victim's name.
    /// </summary>
    internal static EntityKey EntityOf(
        SecurityEvent request, EntityKind scope, ActionKind action, ChallengeKind challenge = ChallengeKind.ProofOfWork)
    {
        var onlyNamed = scope == EntityKind.Account
            && (action > ActionKind.Challenge || challenge == ChallengeKind.StepUp)
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
        Decision decision, in Proposal proposal, EntityKey entity, uint operations, long untilMs) => new()
    {
        Id = EventId.New(decision.Event.TimeMs),
        Entity = entity,
        Action = proposal.Action,
        Challenge = proposal.Action == ActionKind.Challenge ? proposal.Challenge : ChallengeKind.ProofOfWork,
        FromMs = decision.Event.TimeMs,
        UntilMs = untilMs,
        Origin = RestrictionOrigin.Policy,
        Owner = proposal.Compiled.Policy,
        ReasonCode = proposal.Compiled.Summary.ReasonCode,
        Reason = proposal.Compiled.Summary.Reason,
        Threat = proposal.Compiled.Threat,
        Decision = decision.Id,
        Operations = operations,
    };
}
