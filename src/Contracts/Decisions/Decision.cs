namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>
/// Everything decided for one request and everything needed to decide it again: inputs (event, feature vector, restrictions
/// that applied), versions (model, policy set), results (candidates, rules fired, action). One object serves as the engine's
/// working frame, the log's record and the console's page; the hot path reuses it through <see cref="Reset"/>.
/// </summary>
public sealed class Decision
{
    private const string EllipsisOfArms = ",...";

    private SecurityEvent? _event;

    /// <summary>The request event this decides; its id is the decision's id.</summary>
    public SecurityEvent Event
    {
        get => _event ?? throw new InvalidOperationException("the decision has not been given its event yet");
        set => _event = value;
    }

    public EventId Id => Event.Id;

    /// <summary>Length <see cref="FeatureCatalog.Count"/>; NaN where unknown.</summary>
    public float[] Features { get; } = new float[FeatureCatalog.Count];

    public CandidateSlate Candidates { get; } = new();

    /// <summary>Rules whose condition held, in the order of evaluation.</summary>
    public List<FiredRule> Rules { get; } = new(8);

    /// <summary>The standing restriction that applied, if one did.</summary>
    public Restriction? Applied { get; set; }

    /// <summary>
    /// Everything that stands on the request's entities, the strongest first, at most <see cref="MaxStanding"/>. An input; only
    /// filled where a rule of the set reads <c>restrictions</c>.
    /// </summary>
    public List<Restriction> Standing { get; } = new(2);

    /// <summary>Most standing restrictions that rules read and a record holds.</summary>
    public const int MaxStanding = 8;

    /// <summary>
    /// By kind of entity, how many restrictions the request's entity had had within <see cref="RepeatWindowMs"/> before the event,
    /// those that still hold included, those that somebody lifted not; up to 32. What escalation goes by. An input.
    /// </summary>
    public byte[] Repeats { get; } = new byte[(int)EntityKind.ApiKey + 1];

    /// <summary>How long a restriction counts as one before, milliseconds: a day.</summary>
    public const long RepeatWindowMs = 86_400_000;

    /// <summary>Names of the policies snoozed for this request, at most <see cref="MaxSnoozed"/>. An input.</summary>
    public List<string> Snoozed { get; } = new(2);

    /// <summary>Most snoozed policies that one decision knows of.</summary>
    public const int MaxSnoozed = 16;

    /// <summary>What is to be done besides the action; at most <see cref="MaxObligations"/>.</summary>
    public List<Obligation> Obligations { get; } = new(2);

    /// <summary>Most obligations that one decision leaves.</summary>
    public const int MaxObligations = 16;

    /// <summary>Restrictions that this decision leaves behind; at most <see cref="MaxIssued"/>.</summary>
    public List<Restriction> Issued { get; } = new(2);

    /// <summary>Most restrictions that one decision may leave behind.</summary>
    public const int MaxIssued = 4;

    /// <summary>What is enforced.</summary>
    public ActionKind Action { get; set; }

    /// <summary>What would be enforced were every shadow policy live.</summary>
    public ActionKind ShadowAction { get; set; }

    /// <summary>How the challenge is passed, where the action is one.</summary>
    public ChallengeKind ChallengeKind { get; set; }

    /// <summary>
    /// The policy set that stands by in shadow, 16 hexadecimal digits: a new version before its first request. Empty where none does.
    /// </summary>
    public string CandidateHash { get; set; } = "";

    /// <summary>What the set <see cref="CandidateHash"/> would have done; allow where there is none.</summary>
    public ActionKind CandidateAction { get; set; }

    /// <summary>Largest probability among the candidates, 0–1.</summary>
    public float Risk { get; set; }

    public RiskLevel Level => RiskLevels.Of(Risk);

    /// <summary>The candidate with the largest probability.</summary>
    public Threat Threat { get; set; }

    public DecisionFlags Flags { get; set; }

    /// <summary>How long the action stands, milliseconds; for throttle what Retry-After says.</summary>
    public long DurationMs { get; set; }

    /// <summary>SHA-256 of the model file, 16 hexadecimal digits; empty where none is loaded.</summary>
    public string ModelHash { get; set; } = "";

    /// <summary>SHA-256 of the policy set, 16 hexadecimal digits.</summary>
    public string PolicySetHash { get; set; } = "";

    /// <summary>
    /// The arms that conditions of this decision asked for, as <c>experiment=arm</c> with commas between, in the order in which they
    /// were asked, at most <see cref="MaxArm"/> characters; empty where none was. Who is in the control arm has it here too, and
    /// whoever no condition looked at that far has nothing: they met no difference. A result, made again from event and set.
    /// </summary>
    public string Arm { get; set; } = "";

    /// <summary>Longest <see cref="Arm"/>; arms beyond it are told by an ellipsis at its end.</summary>
    public const int MaxArm = 256;

    /// <summary>Probability with which the arms were drawn, 0 (not included) to 1: the product of their shares.</summary>
    public float Propensity { get; set; } = 1;

    /// <summary>Nanoseconds the engine took.</summary>
    public long ElapsedNs { get; set; }

    /// <summary>The fired rule that won, or null where none enforced anything.</summary>
    public FiredRule? Winner
    {
        get
        {
            foreach (var rule in Rules)
            {
                if (rule.IsEnforcedWinner)
                {
                    return rule;
                }
            }

            return null;
        }
    }

    /// <summary>The fired rule that the shadow action is due to, or null where none is.</summary>
    public FiredRule? ShadowWinner
    {
        get
        {
            foreach (var rule in Rules)
            {
                if (rule.Outcome == RuleOutcome.WonInShadow)
                {
                    return rule;
                }
            }

            return Winner;
        }
    }

    /// <summary>
    /// The rule that beat <paramref name="loser"/>: the winner for what was enforced, the shadow's winner for what was not. Null
    /// where nobody did, as with a winner or a snoozed policy's rule.
    /// </summary>
    public FiredRule? WhoBeat(in FiredRule loser) => loser.Outcome switch
    {
        RuleOutcome.Weaker or RuleOutcome.LessSpecific or RuleOutcome.Later or RuleOutcome.AllowOverride or RuleOutcome.Lost =>
            loser.Mode == PolicyMode.Enforce ? Winner : ShadowWinner,
        RuleOutcome.NotRolledOut => ShadowWinner,
        _ => null,
    };

    /// <summary>
    /// Notes that a condition asked for an arm. Allocates nothing for the first experiment, nor for one that was noted.
    /// </summary>
    /// <param name="label">The arm as <c>experiment=arm</c>; always the same string for the same arm.</param>
    /// <param name="share">Probability of the arm, 0 to 1.</param>
    public void NoteArm(string label, float share)
    {
        if (ReferenceEquals(Arm, label))
        {
            return;
        }

        if (Arm.Length == 0)
        {
            (Arm, Propensity) = (label, share);
        }
        else if (!IsNoted(label))
        {
            if (Arm.Length + 1 + label.Length <= MaxArm - EllipsisOfArms.Length)
            {
                (Arm, Propensity) = ($"{Arm},{label}", Propensity * share);
            }
            else if (!Arm.EndsWith(EllipsisOfArms, StringComparison.Ordinal))
            {
                Arm += EllipsisOfArms;
            }
        }
    }

    /// <summary>Back to nothing decided, for reuse; the feature vector is overwritten by the next read.</summary>
    public void Reset()
    {
        _event = null;
        Candidates.Clear();
        Rules.Clear();
        Issued.Clear();
        Standing.Clear();
        Snoozed.Clear();
        Obligations.Clear();
        Array.Clear(Repeats);
        Applied = null;
        Action = ShadowAction = CandidateAction = ActionKind.Allow;
        ChallengeKind = ChallengeKind.ProofOfWork;
        Risk = 0;
        Threat = Threat.None;
        Flags = DecisionFlags.None;
        DurationMs = 0;
        ModelHash = PolicySetHash = CandidateHash = Arm = "";
        Propensity = 1;
        ElapsedNs = 0;
    }

    private bool IsNoted(ReadOnlySpan<char> label)
    {
        foreach (var range in Arm.AsSpan().Split(','))
        {
            if (Arm.AsSpan(range).SequenceEqual(label))
            {
                return true;
            }
        }

        return false;
    }
}
