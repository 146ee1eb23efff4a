namespace SecurityDecisioning.Simulator.Http;

/// <summary>How a scenario is played against a real gateway.</summary>
public sealed record HttpTrafficOptions
{
    /// <summary>The gateway. Default <c>http://127.0.0.1:8080</c>.</summary>
    public Uri Gateway { get; init; } = new("http://127.0.0.1:8080");

    /// <summary>Set where the target is not on this machine but is the caller's own to test. Default false.</summary>
    public bool OwnsTarget { get; init; }

    /// <summary>Most requests per second. Default 400; 1 to 20,000.</summary>
    public int Rate { get; init; } = 400;

    /// <summary>Requests under way at once. Default 64; 1 to 1,024.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>After so many requests the run ends. Default 200,000; 1 to 10,000,000.</summary>
    public long MaxRequests { get; init; } = 200_000;

    /// <summary>Whether attackers solve challenges too. Default false: the work is what keeps them off.</summary>
    public bool AttackersSolve { get; init; }

    /// <summary>Put into the names of accounts that the run registers, so that a second run can register them anew.</summary>
    public string RunTag { get; init; } = "";

    /// <exception cref="ArgumentException">A limit is broken, or the target is not ours to load.</exception>
    public void Validate()
    {
        Check(Gateway.IsAbsoluteUri && Gateway.Scheme is "http" or "https", $"`{Gateway}` is no http address");
        Check(
            OwnsTarget || Gateway.IsLoopback,
            $"`{Gateway.Host}` is not this machine. Attack traffic goes only to systems you may test: say so with --i-own-this-target");
        Check(Rate is >= 1 and <= 20_000, $"the rate must be 1 to 20000 requests per second, not {Rate}");
        Check(Concurrency is >= 1 and <= 1_024, $"the concurrency must be 1 to 1024, not {Concurrency}");
        Check(MaxRequests is >= 1 and <= 10_000_000, $"the number of requests must be 1 to 10000000, not {MaxRequests}");

        static void Check(bool holds, FormattableString message)
        {
            if (!holds)
            {
                throw new ArgumentException(FormattableString.Invariant(message));
            }
        }
    }
}
