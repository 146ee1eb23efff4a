namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>What is to be done besides the action. Values are stored: never renumber.</summary>
public enum ObligationKind : byte
{
    None = 0,

    /// <summary>Tell the upstream in a header.</summary>
    Header = 1,

    /// <summary>Mark the decision.</summary>
    Tag = 2,

    /// <summary>Tell a named receiver of the configuration.</summary>
    Webhook = 3,

    /// <summary>A person must look at it.</summary>
    Review = 4,
}
