namespace SecurityDecisioning.Contracts.Events;

/// <summary>What enrichment looks at: the client's address and how its software describes itself. Lives for one call.</summary>
public readonly ref struct ClientSignals
{
    public ClientAddress Address { get; init; }

    public ReadOnlySpan<char> UserAgent { get; init; }

    /// <summary>Sec-CH-UA: a list of brands and their major versions.</summary>
    public ReadOnlySpan<char> Brands { get; init; }

    /// <summary>Sec-CH-UA-Mobile: <c>?1</c> or <c>?0</c>.</summary>
    public ReadOnlySpan<char> Mobile { get; init; }

    /// <summary>Sec-CH-UA-Platform: a quoted name.</summary>
    public ReadOnlySpan<char> Platform { get; init; }
}
