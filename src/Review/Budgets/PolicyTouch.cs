namespace SecurityDecisioning.Review.Budgets;

/// <summary>
/// What a decision says of how right a policy is: whom it acted upon, or that an established account passed its challenge.
/// </summary>
/// <param name="Policy">The policy whose doing it was.</param>
/// <param name="Subject">Whom it was about.</param>
/// <param name="Network">From where, for a passed challenge.</param>
/// <param name="IsPassed">Whether an established account had passed the challenge.</param>
/// <param name="TimeMs">When, milliseconds since the Unix epoch.</param>
public readonly record struct PolicyTouch(string Policy, ulong Subject, ulong Network, bool IsPassed, long TimeMs)
{
    private const DecisionFlags DidNothing = DecisionFlags.NotEnforced | DecisionFlags.FailedOpen | DecisionFlags.FailedClosed;

    /// <summary>Null where no policy did anything to anybody: in shadow, or on a route in shadow.</summary>
    public static PolicyTouch? Of(Decision decision)
    {
        var isCleared = (decision.Flags & DecisionFlags.Cleared) != 0 && decision.Action == ActionKind.Allow;
        if ((decision.Flags & DidNothing) != 0 || (decision.Action == ActionKind.Allow && !isCleared)
            || PolicyOf(decision) is not { Length: > 0 } policy || SubjectKey.Of(decision.Event) is var subject && subject == 0)
        {
            return null;
        }

        var request = decision.Event;
        return isCleared && EstablishedAccount.Is(decision)
            ? new PolicyTouch(policy, subject, SubjectKey.Of(EntityKey.OfNetwork(request.Ip)), true, request.TimeMs)
            : new PolicyTouch(policy, subject, 0, false, request.TimeMs);
    }

    /// <summary>The policy of the rule that won, else the one behind the restriction that applied.</summary>
    private static string? PolicyOf(Decision decision) => decision.Winner is { } rule ? rule.Policy
        : decision.Applied is { Origin: RestrictionOrigin.Policy } standing ? standing.Owner : null;
}
