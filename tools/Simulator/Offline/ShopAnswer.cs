namespace SecurityDecisioning.Simulator.Offline;

/// <summary>What the shop answers to one request.</summary>
internal readonly record struct ShopAnswer(int Status, long Bytes)
{
    public LoginOutcome Login { get; init; }

    public Pseudonym NewSession { get; init; }
}
