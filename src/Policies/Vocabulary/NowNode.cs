using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary><c>now</c>: the time of the event, to the millisecond. No other clock exists for a decision.</summary>
internal sealed class NowNode : CelNode
{
    public override CelValue Value(in EvaluationFrame frame) =>
        frame.Decision is { } decision ? CelValue.Of(Moment(decision.Event.TimeMs)) : CelErrors.NoDecision;

    public static CelTimestamp Moment(long timeMs)
    {
        var (seconds, ms) = Math.DivRem(timeMs, 1000);
        return ms < 0 ? new CelTimestamp(seconds - 1, (int)(ms + 1000) * 1_000_000) : new CelTimestamp(seconds, (int)ms * 1_000_000);
    }
}
