using System.Buffers;
using SecurityDecisioning.Engine.Remaking;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Cli.Tests.Backtesting;

/// <summary>
/// The reference for simulated restrictions: everything that a set ever left in one list, gone through from end to end for every
/// decision. docs/backtest.md, written down a second time.
/// </summary>
internal sealed class NaiveSimulation(PolicySet set)
{
    private const long Day = 86_400_000;
    private readonly List<Restriction> _left = [];

    public HashSet<(ActionKind, EntityKey)> Restricted { get; } = [];

    public (ActionKind Action, bool IsHeld) Decide(Decision recorded)
    {
        var request = recorded.Event;
        var now = request.TimeMs;
        var applied = _left.Where(r => now >= r.FromMs && now < r.UntilMs && IsOn(r, request) && r.Covers(request.Operation))
            .OrderByDescending(r => r.Action).ThenByDescending(r => r.Challenge).FirstOrDefault();
        if (applied is { Action: ActionKind.Throttle or ActionKind.Revoke })
        {
            return (applied.Action, true);
        }

        var decision = Copy(recorded);
        decision.Applied = applied;
        for (var kind = EntityKind.Account; kind <= EntityKind.ApiKey; kind++)
        {
            decision.Repeats[(int)kind] = (byte)Math.Min(32, _left.Count(r =>
                r.Entity.Kind == kind && IsOn(r, request) && r.FromMs > now - Day));
        }

        PolicyRehearsal.Decide(decision, set);
        foreach (var issued in decision.Issued.AsEnumerable().Reverse().Where(i => !_left.Exists(l => Covers(l, i))).ToList())
        {
            _left.Add(issued);
            Restricted.Add((issued.Action, issued.Entity));
        }

        return (decision.Action, decision.Flags.HasFlag(DecisionFlags.ByRestriction));
    }

    private static bool IsOn(Restriction restriction, SecurityEvent request) =>
        request.Entity(restriction.Entity.Kind) is { IsNone: false } entity && entity == restriction.Entity;

    private static bool Covers(Restriction left, Restriction issued) =>
        left.Entity == issued.Entity
        && (left.Operations == 0 || (issued.Operations != 0 && (issued.Operations & ~left.Operations) == 0))
        && (left.Action, left.Challenge).CompareTo((issued.Action, issued.Challenge)) >= 0
        && issued.FromMs >= left.FromMs && issued.FromMs < left.UntilMs
        && left.UntilMs >= issued.FromMs + ((issued.UntilMs - issued.FromMs) / 2);

    private static Decision Copy(Decision decision)
    {
        var buffer = new ArrayBufferWriter<byte>();
        DecisionCodec.Write(decision, buffer);
        return DecisionCodec.Read(buffer.WrittenSpan);
    }
}
