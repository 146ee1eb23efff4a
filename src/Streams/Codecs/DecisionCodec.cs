using System.Buffers;

namespace SecurityDecisioning.Streams.Codecs;

/// <summary>A whole <see cref="Decision"/> as a record of <see cref="Topic.Decisions"/> (docs/log-format.md).</summary>
public static class DecisionCodec
{
    public const byte Version = 1;

    /// <summary>Most fired rules that a record holds; the engine evaluates fewer policies than that.</summary>
    public const int MaxRules = 1024;

    private const int FixedSize = 128;
    private const int RuleFixedSize = 8;
    private const int EvidenceSize = 18;
    private const int CandidateSize = 16 + CandidateThreat.MaxEvidence * EvidenceSize;

    /// <summary>Appends the record to <paramref name="destination"/> and returns its length.</summary>
    public static int Write(Decision decision, IBufferWriter<byte> destination)
    {
        var writer = new FieldWriter(destination.GetSpan(MaxSize(decision)));
        writer.Byte(Version);
        EventCodec.Write(ref writer, decision.Event);
        writer.Byte((byte)decision.Action);
        writer.Byte((byte)decision.ShadowAction);
        writer.Byte((byte)decision.Threat);
        writer.Byte((byte)decision.Flags);
        writer.Float(decision.Risk);
        writer.Zigzag(decision.DurationMs);
        writer.Text(decision.ModelHash, TextLimits.Hash);
        writer.Text(decision.PolicySetHash, TextLimits.Hash);
        writer.Text(decision.Arm, TextLimits.Hash);
        writer.Float(decision.Propensity);
        writer.Zigzag(decision.ElapsedNs);
        FeatureRuns.Write(ref writer, decision.Features);
        WriteCandidates(ref writer, decision.Candidates);
        WriteRules(ref writer, decision.Rules);
        WriteRestrictions(ref writer, decision);
        destination.Advance(writer.Written);
        return writer.Written;
    }

    /// <exception cref="RecordFormatException">The bytes are no decision record of a known version.</exception>
    public static Decision Read(ReadOnlySpan<byte> record)
    {
        var decision = new Decision();
        Read(record, decision);
        return decision;
    }

    /// <summary>Reads into a decision that is reused; after an exception its contents mean nothing.</summary>
    /// <exception cref="RecordFormatException">The bytes are no decision record of a known version.</exception>
    public static void Read(ReadOnlySpan<byte> record, Decision decision)
    {
        decision.Reset();
        var reader = new FieldReader(record);
        reader.Version(Version, "a decision record");
        decision.Event = EventCodec.Read(ref reader);
        decision.Action = (ActionKind)reader.Enumeration(ActionKinds.All.Count, "action");
        decision.ShadowAction = (ActionKind)reader.Enumeration(ActionKinds.All.Count, "shadow action");
        decision.Threat = (Threat)reader.Enumeration(ThreatCatalog.Count, "threat");
        decision.Flags = (DecisionFlags)reader.Byte();
        decision.Risk = reader.Float();
        decision.DurationMs = reader.Zigzag();
        decision.ModelHash = reader.Text(TextLimits.Hash, "model hash");
        decision.PolicySetHash = reader.Text(TextLimits.Hash, "policy set hash");
        decision.Arm = reader.Text(TextLimits.Hash, "arm");
        decision.Propensity = reader.Float();
        decision.ElapsedNs = reader.Zigzag();
        FeatureRuns.Read(ref reader, decision.Features);
        ReadCandidates(ref reader, decision.Candidates);
        ReadRules(ref reader, decision.Rules);
        ReadRestrictions(ref reader, decision);
        reader.End();
    }

    /// <summary>
    /// Reads no more than lists show: the event, the action, the shadow action, the threat, the flags, the risk, the hashes, the
    /// rule that won and the restriction that applied. Steps over the rest, and leaves <paramref name="decision"/> without it.
    /// </summary>
    /// <param name="record">A decision record.</param>
    /// <param name="decision">Reused; after an exception its contents mean nothing.</param>
    /// <param name="texts">Where texts that come again are kept; the caller's own.</param>
    /// <exception cref="RecordFormatException">The bytes are no decision record of a known version.</exception>
    public static void ReadSummary(ReadOnlySpan<byte> record, Decision decision, TextCache texts)
    {
        decision.Reset();
        var reader = new FieldReader(record, texts);
        reader.Version(Version, "a decision record");
        decision.Event = EventCodec.Read(ref reader);
        decision.Action = (ActionKind)reader.Enumeration(ActionKinds.All.Count, "action");
        decision.ShadowAction = (ActionKind)reader.Enumeration(ActionKinds.All.Count, "shadow action");
        decision.Threat = (Threat)reader.Enumeration(ThreatCatalog.Count, "threat");
        decision.Flags = (DecisionFlags)reader.Byte();
        decision.Risk = reader.Float();
        reader.Zigzag();
        decision.ModelHash = reader.Text(TextLimits.Hash, "model hash");
        decision.PolicySetHash = reader.Text(TextLimits.Hash, "policy set hash");
        reader.SkipText(TextLimits.Hash, "arm");
        reader.Float();
        reader.Zigzag();
        FeatureRuns.Skip(ref reader, FeatureCatalog.Count);
        SkipCandidates(ref reader);
        ReadWinner(ref reader, decision);
        if (reader.Bool("whether a restriction applied"))
        {
            decision.Applied = RestrictionFields.Read(ref reader);
        }
    }

    private static void SkipCandidates(ref FieldReader reader)
    {
        for (var i = reader.Count(ThreatCatalog.Count, "the number of candidates"); i > 0; i--)
        {
            reader.Enumeration(ThreatCatalog.Count, "candidate threat");
            reader.Take(2 * sizeof(float));
            for (var j = reader.Count(CandidateThreat.MaxEvidence, "the number of observations"); j > 0; j--)
            {
                reader.Varint();
                reader.Take(2 * sizeof(float));
            }
        }
    }

    private static void ReadWinner(ref FieldReader reader, Decision decision)
    {
        for (var i = reader.Count(MaxRules, "the number of rules"); i > 0; i--)
        {
            var mode = (PolicyMode)reader.Enumeration((int)PolicyMode.Enforce + 1, "rule mode");
            var proposed = (ActionKind)reader.Enumeration(ActionKinds.All.Count, "proposed action");
            var won = reader.Bool("whether the rule won");
            var threat = (Threat)reader.Enumeration(ThreatCatalog.Count, "rule threat");
            if (won && mode == PolicyMode.Enforce && decision.Rules.Count == 0)
            {
                var policy = reader.Text(TextLimits.Name, "policy");
                var name = reader.Text(TextLimits.Name, "rule");
                decision.Rules.Add(new FiredRule(
                    policy, name, mode, proposed, won, threat, reader.Text(TextLimits.Name, "reason code"), ""));
            }
            else
            {
                reader.SkipText(TextLimits.Name, "policy");
                reader.SkipText(TextLimits.Name, "rule");
                reader.SkipText(TextLimits.Name, "reason code");
            }

            reader.SkipText(TextLimits.Reason, "reason");
        }
    }

    private static int MaxSize(Decision decision)
    {
        var size = FixedSize + EventCodec.MaxSize(decision.Event) + FeatureRuns.MaxSize(decision.Features.Length)
            + decision.Candidates.Count * CandidateSize
            + FieldWriter.MaxText(decision.ModelHash, TextLimits.Hash)
            + FieldWriter.MaxText(decision.PolicySetHash, TextLimits.Hash)
            + FieldWriter.MaxText(decision.Arm, TextLimits.Hash);
        foreach (var rule in decision.Rules)
        {
            size += RuleFixedSize + FieldWriter.MaxText(rule.Policy, TextLimits.Name)
                + FieldWriter.MaxText(rule.Rule, TextLimits.Name)
                + FieldWriter.MaxText(rule.ReasonCode, TextLimits.Name)
                + FieldWriter.MaxText(rule.Reason, TextLimits.Reason);
        }

        foreach (var restriction in decision.Issued)
        {
            size += RestrictionFields.MaxSize(restriction);
        }

        return decision.Applied is { } applied ? size + RestrictionFields.MaxSize(applied) : size;
    }

    private static void WriteCandidates(ref FieldWriter writer, CandidateSlate candidates)
    {
        writer.Varint((ulong)candidates.Count);
        foreach (ref var candidate in candidates.Items)
        {
            writer.Byte((byte)candidate.Threat);
            writer.Float(candidate.Triage);
            writer.Float(candidate.Probability);
            writer.Byte((byte)candidate.Evidence.Length);
            foreach (var evidence in candidate.Evidence)
            {
                writer.Zigzag(evidence.Feature);
                writer.Float(evidence.Value);
                writer.Float(evidence.Threshold);
            }
        }
    }

    private static void ReadCandidates(ref FieldReader reader, CandidateSlate candidates)
    {
        var count = reader.Count(ThreatCatalog.Count, "the number of candidates");
        for (var i = 0; i < count; i++)
        {
            var threat = (Threat)reader.Enumeration(ThreatCatalog.Count, "candidate threat");
            if (candidates.IndexOf(threat) >= 0)
            {
                throw new RecordFormatException($"{ThreatCatalog.NameOf(threat)} is a candidate twice");
            }

            ref var candidate = ref candidates.Propose(threat, reader.Float());
            candidate.Probability = reader.Float();
            var evidence = reader.Count(CandidateThreat.MaxEvidence, "the number of observations");
            for (var j = 0; j < evidence; j++)
            {
                var feature = reader.Zigzag();
                if (feature < 0 || feature >= FeatureCatalog.Count)
                {
                    throw new RecordFormatException($"evidence names feature {feature}: there are {FeatureCatalog.Count}");
                }

                candidate.Add((int)feature, reader.Float(), reader.Float());
            }
        }
    }

    private static void WriteRules(ref FieldWriter writer, List<FiredRule> rules)
    {
        var count = Math.Min(rules.Count, MaxRules);
        writer.Varint((ulong)count);
        for (var i = 0; i < count; i++)
        {
            var rule = rules[i];
            writer.Byte((byte)rule.Mode);
            writer.Byte((byte)rule.Proposed);
            writer.Bool(rule.Won);
            writer.Byte((byte)rule.Threat);
            writer.Text(rule.Policy, TextLimits.Name);
            writer.Text(rule.Rule, TextLimits.Name);
            writer.Text(rule.ReasonCode, TextLimits.Name);
            writer.Text(rule.Reason, TextLimits.Reason);
        }
    }

    private static void ReadRules(ref FieldReader reader, List<FiredRule> rules)
    {
        var count = reader.Count(MaxRules, "the number of rules");
        for (var i = 0; i < count; i++)
        {
            var mode = (PolicyMode)reader.Enumeration((int)PolicyMode.Enforce + 1, "rule mode");
            var proposed = (ActionKind)reader.Enumeration(ActionKinds.All.Count, "proposed action");
            var won = reader.Bool("whether the rule won");
            var threat = (Threat)reader.Enumeration(ThreatCatalog.Count, "rule threat");
            var policy = reader.Text(TextLimits.Name, "policy");
            var name = reader.Text(TextLimits.Name, "rule");
            var code = reader.Text(TextLimits.Name, "reason code");
            rules.Add(new FiredRule(policy, name, mode, proposed, won, threat, code, reader.Text(TextLimits.Reason, "reason")));
        }
    }

    private static void WriteRestrictions(ref FieldWriter writer, Decision decision)
    {
        writer.Bool(decision.Applied is not null);
        if (decision.Applied is { } applied)
        {
            RestrictionFields.Write(ref writer, applied);
        }

        var count = Math.Min(decision.Issued.Count, Decision.MaxIssued);
        writer.Byte((byte)count);
        for (var i = 0; i < count; i++)
        {
            RestrictionFields.Write(ref writer, decision.Issued[i]);
        }
    }

    private static void ReadRestrictions(ref FieldReader reader, Decision decision)
    {
        if (reader.Bool("whether a restriction applied"))
        {
            decision.Applied = RestrictionFields.Read(ref reader);
        }

        var count = reader.Count(Decision.MaxIssued, "the number of issued restrictions");
        for (var i = 0; i < count; i++)
        {
            decision.Issued.Add(RestrictionFields.Read(ref reader));
        }
    }
}
