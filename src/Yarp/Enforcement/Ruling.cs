namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>What is to be done with one request: the part of a decision that outlives its pooled object.</summary>
/// <param name="Event">The request.</param>
/// <param name="Action">What is enforced.</param>
/// <param name="Failed">It could not be decided or recorded, and the route's fail mode speaks.</param>
/// <param name="Risk">Largest probability among the threats, 0–1.</param>
/// <param name="Threat">The threat with it.</param>
/// <param name="DurationMs">How long the action stands.</param>
/// <param name="Name">The policy or restriction owner that asked for it, for rate-limit headers.</param>
/// <param name="ReasonCode">For machines.</param>
/// <param name="Reason">For people.</param>
internal sealed record Ruling(
    SecurityEvent Event,
    ActionKind Action,
    bool Failed,
    float Risk,
    Threat Threat,
    long DurationMs,
    string Name,
    string ReasonCode,
    string Reason)
{
    private string? _idText;

    /// <summary>How the challenge is passed, where the action is one.</summary>
    public ChallengeKind Challenge { get; init; }

    /// <summary>What is to be done besides.</summary>
    public Obligation[] Obligations { get; init; } = [];

    /// <summary>Let through although the action is a challenge: it is the way to pass it.</summary>
    public bool IsWayIn { get; init; }

    public EventId Id => Event.Id;

    /// <summary>The id as text, made once: it goes to the upstream and to the client.</summary>
    public string IdText => _idText ??= Id.ToString();

    public static Ruling Of(Decision decision)
    {
        var action = decision.Action;
        if (action == ActionKind.Allow)
        {
            return new Ruling(decision.Event, action, false, decision.Risk, decision.Threat, 0, "", "", "")
            {
                Obligations = ObligationsOf(decision),
            };
        }

        var winner = decision.Winner;
        return new Ruling(
            decision.Event, action, false, decision.Risk, decision.Threat, decision.DurationMs,
            winner?.Policy ?? decision.Applied?.Owner ?? "",
            winner?.ReasonCode ?? decision.Applied?.ReasonCode ?? "",
            winner?.Reason ?? decision.Applied?.Reason ?? "")
        {
            Challenge = decision.ChallengeKind,
            Obligations = ObligationsOf(decision),
        };
    }

    private static Obligation[] ObligationsOf(Decision decision) =>
        decision.Obligations.Count == 0 ? [] : [.. decision.Obligations];

    /// <summary>Nothing could be decided: forwarded on an open route, refused for the moment on a closed one.</summary>
    public static Ruling Undecided(SecurityEvent request, bool open) => new(
        request, open ? ActionKind.Allow : ActionKind.Throttle, true, 0, Threat.None, 0, "", "", "");
}
