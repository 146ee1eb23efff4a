using System.Numerics;

namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>
/// How many different accounts were seen: exactly up to a limit, beyond it by a HyperLogLog (Flajolet et al., AofA 2007) of 2^14
/// registers, whose standard error is 0.81 %. Memory is bounded whatever a log holds.
/// </summary>
internal sealed class DistinctAccounts(int limit = DistinctAccounts.DefaultLimit)
{
    public const int DefaultLimit = 250_000;

    private const int IndexBits = 14;
    private const int Registers = 1 << IndexBits;
    private const double Alpha = 0.7213 / (1 + (1.079 / Registers));

    private readonly byte[] _registers = new byte[Registers];
    private HashSet<Pseudonym>? _exact = [];

    /// <summary>Whether <see cref="Count"/> is the exact number.</summary>
    public bool IsExact => _exact is not null;

    public long Count => _exact?.Count ?? Estimate();

    public void Add(Pseudonym account)
    {
        var hash = Mix(account.High ^ BitOperations.RotateLeft(account.Low, 31));
        ref var register = ref _registers[hash >> (64 - IndexBits)];
        var rank = (byte)(1 + BitOperations.LeadingZeroCount((hash << IndexBits) | (1UL << (IndexBits - 1))));
        register = Math.Max(register, rank);
        if (_exact is not null && _exact.Add(account) && _exact.Count > limit)
        {
            _exact = null;
        }
    }

    private long Estimate()
    {
        double sum = 0;
        var empty = 0;
        foreach (var register in _registers)
        {
            sum += Math.ScaleB(1, -register);
            empty += register == 0 ? 1 : 0;
        }

        var raw = Alpha * Registers * Registers / sum;

        // While many registers are empty, counting those is the better estimate.
        return (long)Math.Round(raw <= 2.5 * Registers && empty > 0 ? Registers * Math.Log((double)Registers / empty) : raw);
    }

    /// <summary>Pseudonyms are random already; made ones of a test or a replay need not be (the finalizer of SplitMix64).</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
