namespace SecurityDecisioning.Console.Decisions;

/// <summary>
/// How many decisions of each action fell into the span that starts at TimeMs; WouldHaveActed counts those that live shadow
/// policies would have made otherwise.
/// </summary>
internal sealed record ActionCounts(long TimeMs, long Allow, long Challenge, long Throttle, long Revoke, long WouldHaveActed)
{
    public long Total => Allow + Challenge + Throttle + Revoke;

    public ActionCounts With(ActionKind action, long count) => action switch
    {
        ActionKind.Challenge => this with { Challenge = count },
        ActionKind.Throttle => this with { Throttle = count },
        ActionKind.Revoke => this with { Revoke = count },
        _ => this with { Allow = count },
    };
}
