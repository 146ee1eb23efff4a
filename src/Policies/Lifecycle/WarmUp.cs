namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>
/// Decides a few made-up requests with a new set before any real one meets it, so that what is built at first use - code, tables,
/// pages of memory - is built on this thread and not in a request's time.
/// </summary>
internal static class WarmUp
{
    private const int Rounds = 4;

    public static void Run(PolicySet set)
    {
        var decision = new Decision();
        for (var round = 0; round < Rounds; round++)
        {
            for (var operation = 0; operation < Operations.All.Count; operation++)
            {
                decision.Reset();
                decision.Event = new SecurityEvent
                {
                    Id = new EventId(1, (ulong)operation + 1),
                    Kind = EventKind.Request,
                    TimeMs = 0,
                    Operation = (Operation)operation,
                    Path = "/",
                };
                // Unknown, none, some, very many: conditions take each of their ways.
                Array.Fill(decision.Features, round switch { 0 => float.NaN, 1 => 0, 2 => 5, _ => 1e6f });
                decision.Risk = round / (float)(Rounds - 1);
                set.Decide(decision);
            }
        }
    }
}
