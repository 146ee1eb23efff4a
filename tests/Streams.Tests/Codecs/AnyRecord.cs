using FsCheck;
using FsCheck.Fluent;

namespace SecurityDecisioning.Streams.Tests.Codecs;

/// <summary>Generators of everything that a record can hold, the strange included.</summary>
internal static class AnyRecord
{
    public static Gen<SecurityEvent> Event { get; } = Seed.Select(s => BuildEvent(new Random(s)));

    public static Gen<Decision> Decision { get; } = Seed.Select(s => BuildDecision(new Random(s)));

    public static Gen<Restriction> Restriction { get; } = Seed.Select(s => BuildRestriction(new Random(s)));

    public static Gen<RestrictionLift> Lift { get; } = Seed.Select(s => BuildLift(new Random(s)));

    private static Gen<int> Seed => ArbMap.Default.GeneratorFor<int>();

    public static SecurityEvent BuildEvent(Random random) => new()
    {
        Id = new EventId(Wide(random), Wide(random)),
        Kind = Any<EventKind>(random),
        TimeMs = Number(random),
        Origin = (int)Number(random),
        Operation = Any<Operation>(random),
        Method = Any<RequestMethod>(random),
        Traits = (RequestTraits)(uint)Number(random),
        Route = Text(random, EventLimits.Route),
        Host = Text(random, EventLimits.Host),
        Path = Text(random, EventLimits.Path),
        UserAgent = Text(random, EventLimits.UserAgent),
        Account = Pseudonym(random),
        Session = Pseudonym(random),
        Device = Pseudonym(random),
        ApiKey = Pseudonym(random),
        Ip = random.Next(3) switch
        {
            0 => default,
            1 => new ClientAddress(0, 0x0000_FFFF_0000_0000UL | (uint)random.Next()),
            _ => new ClientAddress(Wide(random), Wide(random)),
        },
        Country = random.Next(2) == 0 ? "" : "NZ",
        Asn = random.Next(3) == 0 ? (uint)Number(random) : 0,
        Place = random.Next(2) == 0
            ? default
            : new GeoPoint((short)random.Next(-9_000, 9_001), (short)random.Next(-18_000, 18_001), (ushort)random.Next(1, 65_536)),
        Network = random.Next(2) == 0 ? NetworkTraits.None : (NetworkTraits)random.Next(65_536),
        Agent = random.Next(2) == 0
            ? default
            : new ClientAgent(
                Any<AgentFamily>(random), (ushort)random.Next(65_536), Any<AgentSystem>(random), Any<AgentDevice>(random),
                Any<AgentBot>(random)),
        Hints = Any<HintAgreement>(random),
        Ja4 = random.Next(2) == 0 ? 0 : Wide(random),
        Status = random.Next(3) == 0 ? (int)Number(random) : 0,
        Login = Any<LoginOutcome>(random),
        Challenge = Any<ChallengeOutcome>(random),
        Action = Any<ActionKind>(random),
        NewSession = Pseudonym(random),
        BytesOut = Number(random),
        DurationUs = Number(random),
    };

    public static Decision BuildDecision(Random random)
    {
        var decision = new Decision
        {
            Event = BuildEvent(random),
            Action = Any<ActionKind>(random),
            ShadowAction = Any<ActionKind>(random),
            Risk = random.NextSingle(),
            Threat = Any<Threat>(random),
            Flags = (DecisionFlags)random.Next(1 << 16),
            DurationMs = Number(random),
            ModelHash = Text(random, 16),
            PolicySetHash = Text(random, 16),
            Arm = Text(random, 8),
            Propensity = random.NextSingle(),
            ElapsedNs = Number(random),
            Applied = random.Next(2) == 0 ? null : BuildRestriction(random),
        };
        FillFeatures(random, decision.Features);
        foreach (var threat in Enum.GetValues<Threat>().Where(_ => random.Next(3) == 0))
        {
            ref var candidate = ref decision.Candidates.Propose(threat, random.NextSingle());
            candidate.Probability = random.NextSingle();
            for (var i = random.Next(CandidateThreat.MaxEvidence + 1); i > 0; i--)
            {
                candidate.Add(random.Next(FeatureCatalog.Count), Feature(random), Feature(random));
            }
        }

        for (var i = random.Next(5); i > 0; i--)
        {
            decision.Rules.Add(new FiredRule(
                Text(random, 30), Text(random, 30), Any<PolicyMode>(random), Any<ActionKind>(random), Any<RuleOutcome>(random),
                Any<Threat>(random), Text(random, 40), Text(random, 200)));
        }

        decision.ChallengeKind = Any<ChallengeKind>(random);
        decision.CandidateHash = Text(random, 16);
        foreach (ref var repeats in decision.Repeats.AsSpan())
        {
            repeats = (byte)(random.Next(2) * random.Next(33));
        }

        decision.CandidateAction = Any<ActionKind>(random);
        for (var i = random.Next(4); i > 0; i--)
        {
            decision.Obligations.Add(new Obligation(Any<ObligationKind>(random), Text(random, 60), Text(random, 60)));
            decision.Snoozed.Add(Text(random, 64));
            decision.Standing.Add(BuildRestriction(random));
        }

        for (var i = random.Next(Contracts.Decisions.Decision.MaxIssued + 1); i > 0; i--)
        {
            decision.Issued.Add(BuildRestriction(random));
        }

        return decision;
    }

    private static Restriction BuildRestriction(Random random) => new()
    {
        Id = new EventId(Wide(random), Wide(random)),
        Entity = EntityKey.Of((EntityKind)random.Next(EntityKinds.All.Count + 1), Pseudonym(random)),
        Action = Any<ActionKind>(random),
        FromMs = Number(random),
        UntilMs = Number(random),
        Origin = Any<RestrictionOrigin>(random),
        Owner = Text(random, 256),
        ReasonCode = Text(random, 256),
        Reason = Text(random, 1024),
        Threat = Any<Threat>(random),
        Decision = new EventId(Wide(random), Wide(random)),
        Operations = (uint)Number(random),
        Challenge = Any<ChallengeKind>(random),
    };

    private static RestrictionLift BuildLift(Random random) => new(
        new EventId(Wide(random), Wide(random)),
        EntityKey.Of((EntityKind)random.Next(EntityKinds.All.Count + 1), Pseudonym(random)),
        Number(random),
        Text(random, 256),
        Text(random, 1024));

    /// <summary>Runs of one kind, as in a real vector, and single odd values between them.</summary>
    private static void FillFeatures(Random random, Span<float> features)
    {
        while (!features.IsEmpty)
        {
            var run = Math.Min(random.Next(1, 40), features.Length);
            var kind = random.Next(4);
            for (var i = 0; i < run; i++)
            {
                features[i] = kind switch { 0 => 0, 1 => float.NaN, 2 => random.Next(0, 300), _ => Feature(random) };
            }

            features = features[run..];
        }
    }

    private static float Feature(Random random) => random.Next(10) switch
    {
        0 => -0f,
        1 => float.PositiveInfinity,
        2 => float.MinValue,
        3 => 1 << 20,
        4 => (1 << 20) + 1,
        5 => float.Epsilon,
        6 => -random.Next(100),
        _ => random.NextSingle() * 1000,
    };

    private static ulong Wide(Random random) => (ulong)random.NextInt64(long.MinValue, long.MaxValue);

    private static Pseudonym Pseudonym(Random random) => random.Next(2) == 0 ? default : new Pseudonym(Wide(random), Wide(random));

    private static long Number(Random random) => random.Next(5) switch
    {
        0 => 0,
        1 => long.MinValue,
        2 => long.MaxValue,
        3 => random.Next(),
        _ => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64),
    };

    private static T Any<T>(Random random)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        return values[random.Next(values.Length)];
    }

    private static string Text(Random random, int limit)
    {
        const string Alphabet = "abc/.-_ äß€字\u0000\n\"";
        var length = random.Next(4) == 0 ? limit : random.Next(limit + 1);
        return string.Create(length, random, (text, r) =>
        {
            foreach (ref var c in text)
            {
                c = Alphabet[r.Next(Alphabet.Length)];
            }
        });
    }
}
