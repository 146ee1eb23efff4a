namespace SecurityDecisioning.Console.Decisions;

/// <summary>
/// How many decisions of each action fell into the span that starts at TimeMs; WouldHaveActed counts those on which shadow
/// policies would have acted more strongly.
/// </summary>
public sealed record ActionCounts(long TimeMs, long Allow, long Challenge, long Throttle, long Revoke, long WouldHaveActed)
{
    public long Total => Allow + Challenge + Throttle + Revoke;
}
