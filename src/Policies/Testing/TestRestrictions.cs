using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Testing;

/// <summary>What a policy's test says stands on the request's entities.</summary>
internal static class TestRestrictions
{
    private const long DefaultMs = 15 * 60_000;

    public static void AddTo(Decision decision, IReadOnlyList<RestrictionDocument> restrictions)
    {
        foreach (var document in restrictions.OrderByDescending(ActionOf).Take(Decision.MaxStanding))
        {
            var request = decision.Event;
            var scope = EntityKinds.TryParse(document["scope"]?.Value, out var kind) ? kind : EntityKind.Ip;
            var restriction = new Restriction
            {
                Id = EventId.New(request.TimeMs),
                Entity = request.Entity(scope),
                Action = ActionOf(document),
                FromMs = request.TimeMs,
                UntilMs = request.TimeMs + (Durations.TryParse(document["for"]?.Value ?? "", out var ms) ? ms : DefaultMs),
                Origin = RestrictionOrigin.Policy,
                Owner = document["owner"]?.Value ?? "a-policy",
                ReasonCode = document["reason_code"]?.Value ?? "",
                Reason = "",
            };
            decision.Standing.Add(restriction);
            decision.Applied ??= restriction;
        }
    }

    private static ActionKind ActionOf(RestrictionDocument document) =>
        ActionKinds.TryParse(document["action"]?.Value, out var action) ? action : ActionKind.Allow;
}
