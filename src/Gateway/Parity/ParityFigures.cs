namespace SecurityDecisioning.Gateway.Parity;

/// <summary>What one round of the parity check found.</summary>
/// <param name="Checked">Decisions whose vector was worked out again.</param>
/// <param name="Explained">Those that differ because requests on the same entity overlapped, and by which.</param>
/// <param name="Unexplained">Those that differ without such a reason: a defect.</param>
/// <param name="Skipped">Decisions drawn and not compared: too many for one round.</param>
public readonly record struct ParityFigures(long Checked, long Explained, long Unexplained, long Skipped)
{
    public static ParityFigures operator +(ParityFigures a, ParityFigures b) => new(
        a.Checked + b.Checked, a.Explained + b.Explained, a.Unexplained + b.Unexplained, a.Skipped + b.Skipped);
}
