namespace SecurityDecisioning.Streams.Tests;

/// <summary>Whether two decisions are the same in every field, bit for bit.</summary>
internal static class Same
{
    public static void Decision(Decision actual, Decision expected) => Assert.Multiple(() =>
    {
        Assert.That(actual.Event, Is.EqualTo(expected.Event));
        Assert.That(actual.Features.Select(Bits), Is.EqualTo(expected.Features.Select(Bits)));
        Assert.That(Candidates(actual), Is.EqualTo(Candidates(expected)));
        Assert.That(actual.Rules, Is.EqualTo(expected.Rules));
        Assert.That(actual.Applied, Is.EqualTo(expected.Applied));
        Assert.That(actual.Issued, Is.EqualTo(expected.Issued));
        Assert.That(actual.Standing, Is.EqualTo(expected.Standing));
        Assert.That(actual.Repeats, Is.EqualTo(expected.Repeats));
        Assert.That(actual.Snoozed, Is.EqualTo(expected.Snoozed));
        Assert.That(actual.Obligations, Is.EqualTo(expected.Obligations));
        Assert.That(Scalars(actual), Is.EqualTo(Scalars(expected)));
    });

    private static object Scalars(Decision d) => (
        (d.Action, d.ShadowAction, Bits(d.Risk), d.Threat, d.Flags, d.DurationMs),
        (d.ChallengeKind, d.CandidateHash, d.CandidateAction),
        (d.ModelHash, d.PolicySetHash, d.Arm, Bits(d.Propensity), d.ElapsedNs));

    private static List<string> Candidates(Decision decision)
    {
        var lines = new List<string>();
        foreach (var candidate in decision.Candidates.Items)
        {
            var evidence = string.Join(' ', candidate.Evidence.ToArray());
            lines.Add($"{candidate.Threat} {Bits(candidate.Triage)} {Bits(candidate.Probability)} {evidence}");
        }

        return lines;
    }

    private static uint Bits(float value) => BitConverter.SingleToUInt32Bits(value);
}
