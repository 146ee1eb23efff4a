using System.Diagnostics.Metrics;

namespace SecurityDecisioning.Yarp;

/// <summary>What the enforcement point counts. No instrument carries an identifier.</summary>
internal sealed class YarpMetrics
{
    public const string MeterName = "SecurityDecisioning.Yarp";

    private readonly Counter<long> _actions;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _challenges;
    private readonly Counter<long> _unreadableBodies;
    private readonly Counter<long> _forgedTokens;
    private readonly Counter<long> _forgedForwarding;
    private readonly Counter<long> _ambiguousPaths;
    private readonly Histogram<double> _duration;

    public YarpMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _actions = meter.CreateCounter<long>("sd.pep.actions", "{request}", "Requests by the action that was enforced.");
        _failures = meter.CreateCounter<long>("sd.pep.failures", "{failure}", "Failures of ours, by stage.");
        _challenges = meter.CreateCounter<long>("sd.pep.challenge_answers", "{answer}", "Challenges answered, by outcome.");
        _unreadableBodies = meter.CreateCounter<long>(
            "sd.pep.unreadable_bodies", "{request}", "Bodies that no account name could be read from.");
        _forgedTokens = meter.CreateCounter<long>("sd.pep.forged_tokens", "{request}", "Requests with a token that is not ours.");
        _forgedForwarding = meter.CreateCounter<long>(
            "sd.pep.forged_forwarding", "{request}", "Requests with a forwarded-address header that no trusted proxy wrote.");
        _ambiguousPaths = meter.CreateCounter<long>(
            "sd.pep.ambiguous_paths", "{request}", "Requests refused because their path can lead to two places.");
        _duration = meter.CreateHistogram<double>(
            "sd.pep.decision.duration", "s", "From the request's arrival at the enforcement point to its decision.");
    }

    public void Enforced(ActionKind action) =>
        _actions.Add(1, new KeyValuePair<string, object?>("action", ActionKinds.NameOf(action)));

    public void Failed(FailureStage stage) =>
        _failures.Add(1, new KeyValuePair<string, object?>("stage", FailureStages.NameOf(stage)));

    public void ChallengeAnswered(bool passed) =>
        _challenges.Add(1, new KeyValuePair<string, object?>("outcome", passed ? "passed" : "failed"));

    public void UnreadableBody() => _unreadableBodies.Add(1);

    public void ForgedToken() => _forgedTokens.Add(1);

    public void ForgedForwarding() => _forgedForwarding.Add(1);

    public void AmbiguousPath() => _ambiguousPaths.Add(1);

    public void Decided(TimeSpan elapsed)
    {
        if (_duration.Enabled)
        {
            _duration.Record(elapsed.TotalSeconds);
        }
    }
}
