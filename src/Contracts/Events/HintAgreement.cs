namespace SecurityDecisioning.Contracts.Events;

/// <summary>
/// Whether the client hints (Sec-CH-UA, -Mobile, -Platform) and the user agent tell of the same browser. Values are stored:
/// never renumber.
/// </summary>
public enum HintAgreement : byte
{
    /// <summary>No hints came.</summary>
    Absent = 0,
    Agree = 1,
    Contradict = 2,
}
