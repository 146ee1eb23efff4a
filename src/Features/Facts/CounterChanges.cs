namespace SecurityDecisioning.Features.Facts;

/// <summary>Which counters an event moves, each by one but the KiB: a bit per <see cref="FeatureCounter"/>.</summary>
internal static class CounterChanges
{
    public static uint Of(SecurityEvent e) => e.Kind switch
    {
        EventKind.Request => OfRequest(e.Operation),
        EventKind.Outcome => OfOutcome(e),
        _ => 0,
    };

    private static uint OfRequest(Operation operation) => Bit(FeatureCounter.Requests) | operation switch
    {
        Operation.Page => Bit(FeatureCounter.Pages),
        Operation.Login => Bit(FeatureCounter.Logins),
        Operation.Register => Bit(FeatureCounter.Registrations),
        Operation.PasswordReset => Bit(FeatureCounter.PasswordResets),
        Operation.Checkout => Bit(FeatureCounter.Checkouts),
        _ => 0,
    };

    private static uint OfOutcome(SecurityEvent e)
    {
        var bits = e.Login switch
        {
            LoginOutcome.Succeeded => Bit(FeatureCounter.LoginSucceeded),
            LoginOutcome.Failed => Bit(FeatureCounter.LoginFailed),
            _ => 0u,
        };
        bits |= e.Challenge switch
        {
            ChallengeOutcome.Given => Bit(FeatureCounter.ChallengesGiven),
            ChallengeOutcome.Passed => Bit(FeatureCounter.ChallengesPassed),
            ChallengeOutcome.Failed => Bit(FeatureCounter.ChallengesFailed),
            _ => 0u,
        };

        // A status that we answered ourselves says nothing about the client; counting it would feed our own refusals back.
        if (e.Action == ActionKind.Allow && e.Status is >= 400 and < 500)
        {
            bits |= Bit(FeatureCounter.Status4xx);
            if (e.Status == 404) bits |= Bit(FeatureCounter.Status404);
        }

        if (e.BytesOut > 0) bits |= Bit(FeatureCounter.KibOut);
        return bits;
    }

    private static uint Bit(FeatureCounter counter) => 1u << (int)counter;
}
