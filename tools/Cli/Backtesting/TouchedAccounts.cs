using System.Runtime.InteropServices;

namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>
/// Which accounts are touched most. Exact up to a limit; at the limit the half that is touched least is forgotten, as in lossy
/// counting (Manku and Motwani, VLDB 2002), and how much an account may have had before is remembered.
/// </summary>
internal sealed class TouchedAccounts(int limit = TouchedAccounts.DefaultLimit)
{
    public const int DefaultLimit = 250_000;

    private readonly Dictionary<Pseudonym, TouchedAccount> _accounts = [];

    /// <summary>Most decisions that an account's figures may lack; 0 where they are exact.</summary>
    public long MissedAtMost { get; private set; }

    public void Add(in AccountTouch touch)
    {
        var isNewly = touch.New > touch.Old;
        ref var account = ref CollectionsMarshal.GetValueRefOrAddDefault(_accounts, touch.Account, out _);
        account = new TouchedAccount(
            touch.Account,
            account.Decisions + 1,
            account.Newly + (isNewly ? 1 : 0),
            account.ByOwner + (isNewly && touch.IsOwner ? 1 : 0),
            (ActionKind)Math.Max((byte)account.Strongest, (byte)touch.New));
        if (_accounts.Count > limit)
        {
            Forget();
        }
    }

    /// <summary>The accounts that owners would notice most, most first.</summary>
    public IReadOnlyList<TouchedAccount> Top(int most) =>
    [
        .. _accounts.Values.OrderByDescending(a => a.ByOwner).ThenByDescending(a => a.Newly).ThenByDescending(a => a.Decisions)
            .ThenBy(a => a.Account.High).ThenBy(a => a.Account.Low).Take(most),
    ];

    private void Forget()
    {
        var least = _accounts.Values.OrderBy(a => a.Decisions).ThenBy(a => a.Account.High).Take((limit / 2) + 1).ToList();
        MissedAtMost += least[^1].Decisions;
        foreach (var account in least)
        {
            _accounts.Remove(account.Account);
        }
    }
}
