using System.Buffers;

namespace SecurityDecisioning.Streams.Codecs;

/// <summary>A whole <see cref="Decision"/> as a record of <see cref="Topic.Decisions"/> (docs/log-format.md).</summary>
public static class DecisionCodec
{
    public const byte Version = 3;

    private const byte Oldest = 1;

    /// <summary>Most fired rules that a record holds; the engine evaluates fewer policies than that.</summary>
    public const int MaxRules = RuleFields.Most;

    private const int FixedSize = 160;
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
        writer.Varint((ulong)decision.Flags);
        writer.Float(decision.Risk);
        writer.Zigzag(decision.DurationMs);
        writer.Text(decision.ModelHash, TextLimits.Hash);
        writer.Text(decision.PolicySetHash, TextLimits.Hash);
        writer.Text(decision.Arm, TextLimits.Arm);
        writer.Float(decision.Propensity);
        writer.Zigzag(decision.ElapsedNs);
        FeatureRuns.Write(ref writer, decision.Features);
        WriteCandidates(ref writer, decision.Candidates);
        RuleFields.Write(ref writer, decision.Rules);
        WriteRestrictions(ref writer, decision);
        writer.Byte((byte)decision.ChallengeKind);
        ObligationFields.Write(ref writer, decision.Obligations);
        WriteStanding(ref writer, decision);
        WriteSnoozed(ref writer, decision);
        writer.Text(decision.CandidateHash, TextLimits.Hash);
        writer.Byte((byte)decision.CandidateAction);
        WriteRepeats(ref writer, decision.Repeats);
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
    /// <param name="record">A decision record.</param>
    /// <param name="decision">Reused.</param>
    /// <param name="texts">Where texts that come again are kept, if anywhere; the caller's own.</param>
    /// <exception cref="RecordFormatException">The bytes are no decision record of a known version.</exception>
    public static void Read(ReadOnlySpan<byte> record, Decision decision, TextCache? texts = null)
    {
        decision.Reset();
        var reader = new FieldReader(record, texts);
        var version = reader.Version(Oldest, Version, "a decision record");
        decision.Event = EventCodec.Read(ref reader);
        decision.Action = (ActionKind)reader.Enumeration(ActionKinds.All.Count, "action");
        decision.ShadowAction = (ActionKind)reader.Enumeration(ActionKinds.All.Count, "shadow action");
        decision.Threat = (Threat)reader.Enumeration(ThreatCatalog.Count, "threat");
        decision.Flags = ReadFlags(ref reader, version);
        decision.Risk = reader.Float();
        decision.DurationMs = reader.Zigzag();
        decision.ModelHash = reader.Text(TextLimits.Hash, "model hash");
        decision.PolicySetHash = reader.Text(TextLimits.Hash, "policy set hash");
        decision.Arm = reader.Text(TextLimits.Arm, "arm");
        decision.Propensity = reader.Float();
        decision.ElapsedNs = reader.Zigzag();
        FeatureRuns.Read(ref reader, decision.Features);
        ReadCandidates(ref reader, decision.Candidates);
        RuleFields.Read(ref reader, decision.Rules, version);
        ReadRestrictions(ref reader, decision, version);
        if (version >= 2)
        {
            decision.ChallengeKind = (ChallengeKind)reader.Enumeration(ChallengeKinds.All.Count, "challenge kind");
            ObligationFields.Read(ref reader, decision.Obligations);
            ReadStanding(ref reader, decision);
            ReadSnoozed(ref reader, decision);
            decision.CandidateHash = reader.Text(TextLimits.Hash, "candidate hash");
            decision.CandidateAction = (ActionKind)reader.Enumeration(ActionKinds.All.Count, "candidate action");
        }

        if (version >= 3)
        {
            ReadRepeats(ref reader, decision.Repeats);
        }

        reader.End();
    }

    /// <summary>
    /// Reads no more than lists show: the event, the action, the shadow action, the threat, the flags, the risk, the hashes, the
    /// rule that won, the restriction that applied and the obligations, for their tags. Steps over the rest, and leaves
    /// <paramref name="decision"/> without it.
    /// </summary>
    /// <param name="record">A decision record.</param>
    /// <param name="decision">Reused; after an exception its contents mean nothing.</param>
    /// <param name="texts">Where texts that come again are kept; the caller's own.</param>
    /// <exception cref="RecordFormatException">The bytes are no decision record of a known version.</exception>
    public static void ReadSummary(ReadOnlySpan<byte> record, Decision decision, TextCache texts)
    {
        decision.Reset();
        var reader = new FieldReader(record, texts);
        var version = reader.Version(Oldest, Version, "a decision record");
        decision.Event = EventCodec.Read(ref reader);
        decision.Action = (ActionKind)reader.Enumeration(ActionKinds.All.Count, "action");
        decision.ShadowAction = (ActionKind)reader.Enumeration(ActionKinds.All.Count, "shadow action");
        decision.Threat = (Threat)reader.Enumeration(ThreatCatalog.Count, "threat");
        decision.Flags = ReadFlags(ref reader, version);
        decision.Risk = reader.Float();
        reader.Zigzag();
        decision.ModelHash = reader.Text(TextLimits.Hash, "model hash");
        decision.PolicySetHash = reader.Text(TextLimits.Hash, "policy set hash");
        reader.SkipText(TextLimits.Arm, "arm");
        reader.Float();
        reader.Zigzag();
        FeatureRuns.Skip(ref reader, FeatureCatalog.Count);
        SkipCandidates(ref reader);
        RuleFields.ReadWinner(ref reader, decision, version);
        if (reader.Bool("whether a restriction applied"))
        {
            decision.Applied = RestrictionFields.Read(ref reader, version == 1);
        }

        if (version < 2)
        {
            return;
        }

        for (var i = reader.Count(Decision.MaxIssued, "the number of issued restrictions"); i > 0; i--)
        {
            RestrictionFields.Skip(ref reader);
        }

        reader.Enumeration(ChallengeKinds.All.Count, "challenge kind");
        ObligationFields.Read(ref reader, decision.Obligations);
    }

    private static DecisionFlags ReadFlags(ref FieldReader reader, byte version) =>
        (DecisionFlags)(version == 1 ? reader.Byte() : reader.Count(ushort.MaxValue, "flags"));

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

    private static int MaxSize(Decision decision)
    {
        var size = FixedSize + EventCodec.MaxSize(decision.Event) + FeatureRuns.MaxSize(decision.Features.Length)
            + decision.Candidates.Count * CandidateSize
            + FieldWriter.MaxText(decision.ModelHash, TextLimits.Hash)
            + FieldWriter.MaxText(decision.PolicySetHash, TextLimits.Hash)
            + FieldWriter.MaxText(decision.Arm, TextLimits.Arm);
        size += FieldWriter.MaxText(decision.CandidateHash, TextLimits.Hash)
            + RuleFields.MaxSize(decision.Rules) + ObligationFields.MaxSize(decision.Obligations)
            + RestrictionFields.MaxSize(decision.Issued) + RestrictionFields.MaxSize(decision.Standing);
        foreach (var policy in decision.Snoozed)
        {
            size += FieldWriter.MaxText(policy, TextLimits.Name);
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

    private static void ReadRestrictions(ref FieldReader reader, Decision decision, byte version)
    {
        if (reader.Bool("whether a restriction applied"))
        {
            decision.Applied = RestrictionFields.Read(ref reader, version == 1);
        }

        var count = reader.Count(Decision.MaxIssued, "the number of issued restrictions");
        for (var i = 0; i < count; i++)
        {
            decision.Issued.Add(RestrictionFields.Read(ref reader, version == 1));
        }
    }

    private static void WriteStanding(ref FieldWriter writer, Decision decision)
    {
        var count = Math.Min(decision.Standing.Count, Decision.MaxStanding);
        writer.Byte((byte)count);
        for (var i = 0; i < count; i++)
        {
            RestrictionFields.Write(ref writer, decision.Standing[i]);
        }
    }

    private static void ReadStanding(ref FieldReader reader, Decision decision)
    {
        for (var i = reader.Count(Decision.MaxStanding, "the number of standing restrictions"); i > 0; i--)
        {
            decision.Standing.Add(RestrictionFields.Read(ref reader));
        }
    }

    /// <summary>A bit for each kind that has some, then how many of each: nearly always one zero.</summary>
    private static void WriteRepeats(ref FieldWriter writer, ReadOnlySpan<byte> repeats)
    {
        var mask = 0;
        for (var kind = 0; kind < repeats.Length; kind++)
        {
            mask |= repeats[kind] > 0 ? 1 << kind : 0;
        }

        writer.Byte((byte)mask);
        foreach (var count in repeats)
        {
            if (count > 0)
            {
                writer.Byte(count);
            }
        }
    }

    private static void ReadRepeats(ref FieldReader reader, Span<byte> repeats)
    {
        var mask = reader.Byte();
        if (mask >> repeats.Length != 0)
        {
            throw new RecordFormatException($"the kinds restricted before are {mask:x2}: there are {repeats.Length}");
        }

        for (var kind = 0; kind < repeats.Length; kind++)
        {
            repeats[kind] = (mask & (1 << kind)) != 0 ? reader.Byte() : (byte)0;
        }
    }

    private static void WriteSnoozed(ref FieldWriter writer, Decision decision)
    {
        var count = Math.Min(decision.Snoozed.Count, Decision.MaxSnoozed);
        writer.Byte((byte)count);
        for (var i = 0; i < count; i++)
        {
            writer.Text(decision.Snoozed[i], TextLimits.Name);
        }
    }

    private static void ReadSnoozed(ref FieldReader reader, Decision decision)
    {
        for (var i = reader.Count(Decision.MaxSnoozed, "the number of snoozed policies"); i > 0; i--)
        {
            decision.Snoozed.Add(reader.Text(TextLimits.Name, "snoozed policy"));
        }
    }
}
