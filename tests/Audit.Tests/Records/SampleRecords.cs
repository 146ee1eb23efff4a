using SecurityDecisioning.Audit.Records;

namespace SecurityDecisioning.Audit.Tests.Records;

internal static class SampleRecords
{
    public static DecisionRecord Record(
        int number,
        ActionKind action = ActionKind.Allow,
        ActionKind shadow = ActionKind.Allow,
        Threat threat = Threat.None,
        string? account = null,
        string? apiKey = null,
        string ip = "203.0.113.9",
        string path = "/",
        Operation operation = Operation.Page,
        params string[] tags)
    {
        var request = SampleEvents.Request(operation, account, ip, "phone", "s1", apiKey, path, atMs: number * 1000L) with
        {
            Id = new EventId((ulong)(SampleEvents.StartMs + number * 1000L) << 16, (ulong)number + 1),
        };
        var decision = new Decision
        {
            Event = request,
            Action = action,
            ShadowAction = shadow,
            Threat = threat,
            Risk = threat == Threat.None ? 0.1f : 0.9f,
            Flags = DecisionFlags.NoModel,
            ModelHash = "m1",
            PolicySetHash = "p1",
        };
        if (action != ActionKind.Allow)
        {
            decision.Rules.Add(new FiredRule("policy", "rule", PolicyMode.Enforce, action, RuleOutcome.Won, threat, "CODE", "Why"));
        }

        decision.Obligations.AddRange(tags.Select(tag => new Obligation(ObligationKind.Tag, tag)));
        return DecisionRecord.Of(decision, new byte[] { 1, 2, (byte)number });
    }
}
