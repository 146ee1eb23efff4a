using System.Collections.Concurrent;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>
/// Which account a session belongs to, learned from logins that succeeded. Bounded: the session learned first is forgotten
/// first. Rebuilt at start by showing it the log's outcomes in order.
/// </summary>
public sealed class SessionDirectory(int capacity)
{
    private readonly ConcurrentDictionary<Pseudonym, Entry> _accounts = [];
    private readonly ConcurrentQueue<Pseudonym> _age = [];
    private int _count;

    public int Count => _accounts.Count;

    /// <summary>The account of <paramref name="session"/>, or none where it is not known.</summary>
    public Pseudonym AccountOf(Pseudonym session, long nowMs) =>
        !session.IsNone && _accounts.TryGetValue(session, out var entry) && nowMs < entry.UntilMs ? entry.Account : default;

    /// <summary>
    /// When the account of <paramref name="session"/> signed in, milliseconds since the Unix epoch; 0 where it is not known, as
    /// after a restart from a snapshot: whoever is asked then signs in once more.
    /// </summary>
    public long SignedInMs(Pseudonym session) =>
        !session.IsNone && _accounts.TryGetValue(session, out var entry) ? entry.SignedInMs : 0;

    /// <summary>Learns from an outcome: a login that succeeded, or a session that a signed-in one was exchanged for.</summary>
    public void Observe(SecurityEvent outcome)
    {
        if (outcome.Kind != EventKind.Outcome || outcome.Account.IsNone)
        {
            return;
        }

        if (outcome.Login == LoginOutcome.Succeeded)
        {
            var session = outcome.NewSession.IsNone ? outcome.Session : outcome.NewSession;
            Learn(session, outcome.Account, long.MaxValue, outcome.TimeMs);
        }
        else if (outcome.Status is > 0 and < 400 && IsSignedIn(outcome))
        {
            Learn(outcome.NewSession, outcome.Account, long.MaxValue, SignedInMs(outcome.Session));
        }
    }

    /// <summary>What is known, learned first to last, for a snapshot. Learning goes on meanwhile.</summary>
    public IReadOnlyList<KnownSession> Copy()
    {
        var copy = new List<KnownSession>(_accounts.Count);
        foreach (var session in _age)
        {
            if (_accounts.TryGetValue(session, out var entry))
            {
                copy.Add(new KnownSession(session, entry.Account, entry.UntilMs));
            }
        }

        return copy;
    }

    /// <summary>Learns again what a snapshot holds, in its order.</summary>
    public void Restore(IEnumerable<KnownSession> sessions)
    {
        foreach (var (session, account, untilMs) in sessions)
        {
            Learn(session, account, untilMs);
        }
    }

    internal void Learn(Pseudonym session, Pseudonym account, long untilMs, long signedInMs = 0)
    {
        if (session.IsNone)
        {
            return;
        }

        var entry = new Entry(account, untilMs, signedInMs);
        if (!_accounts.TryAdd(session, entry))
        {
            _accounts[session] = entry;
            return;
        }

        _age.Enqueue(session);
        if (Interlocked.Increment(ref _count) > capacity && _age.TryDequeue(out var oldest))
        {
            Interlocked.Decrement(ref _count);
            _accounts.TryRemove(oldest, out _);
        }
    }

    /// <summary>
    /// Whoever registers a name has it; whoever was signed in stays so when the application renews the session. A name that
    /// was only typed into another form proves nothing.
    /// </summary>
    private static bool IsSignedIn(SecurityEvent outcome) =>
        outcome.Operation == Operation.Register || (outcome.Traits & RequestTraits.AccountVerified) != 0;

    private readonly record struct Entry(Pseudonym Account, long UntilMs, long SignedInMs);
}
