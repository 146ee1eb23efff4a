namespace SecurityDecisioning.Console.SignIn;

/// <summary>
/// Counts sign-in attempts per user name and per address over five minutes. Memory is a fixed table: names that share a slot
/// share its limit, which errs towards refusing and never towards growing.
/// </summary>
internal sealed class SignInThrottle(TimeProvider clock)
{
    public const int PerName = 10;
    public const int PerAddress = 30;
    private const int Slots = 1024;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly Slot[] _names = new Slot[Slots];
    private readonly Slot[] _addresses = new Slot[Slots];
    private readonly Lock _gate = new();

    /// <summary>Counts one attempt before its password is looked at. Returns how long to wait; zero where it may go on.</summary>
    public TimeSpan Enter(string name, string address)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            var byName = Count(ref SlotOf(_names, name), now, PerName);
            var byAddress = Count(ref SlotOf(_addresses, address), now, PerAddress);
            return byName > byAddress ? byName : byAddress;
        }
    }

    /// <summary>The password was right: earlier mistakes no longer count.</summary>
    public void Forgive(string name, string address)
    {
        lock (_gate)
        {
            SlotOf(_names, name) = default;
            SlotOf(_addresses, address) = default;
        }
    }

    private static TimeSpan Count(ref Slot slot, DateTimeOffset now, int limit)
    {
        if (now - slot.Since >= Window)
        {
            slot = new Slot(now, 0);
        }

        if (slot.Attempts >= limit)
        {
            return slot.Since + Window - now;
        }

        slot = slot with { Attempts = slot.Attempts + 1 };
        return TimeSpan.Zero;
    }

    // string.GetHashCode is keyed per process, so nobody outside can aim at a slot.
    private static ref Slot SlotOf(Slot[] table, string key) =>
        ref table[(uint)key.Trim().ToLowerInvariant().GetHashCode(StringComparison.Ordinal) % Slots];

    private readonly record struct Slot(DateTimeOffset Since, int Attempts);
}
