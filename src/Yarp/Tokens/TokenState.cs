namespace SecurityDecisioning.Yarp.Tokens;

/// <summary>What became of a token that came with a request.</summary>
internal enum TokenState
{
    Forged = 0,
    Expired = 1,

    /// <summary>Ours and in time, but given to another client.</summary>
    Foreign = 2,
    Valid = 3,
}
