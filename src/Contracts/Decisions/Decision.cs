namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>
/// Everything decided for one request and everything needed to decide it again: inputs (event, feature vector, restrictions
/// that applied), versions (model, policy set), results (candidates, rules fired, action). One object serves as the engine's
/// working frame, the log's record and the console's page; the hot path reuses it through <see cref="Reset"/>.
/// </summary>
public sealed class Decision
{
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

    /// <summary>Restrictions that this decision leaves behind; at most <see cref="MaxIssued"/>.</summary>
    public List<Restriction> Issued { get; } = new(2);

    /// <summary>Most restrictions that one decision may leave behind.</summary>
    public const int MaxIssued = 4;

    /// <summary>What is enforced.</summary>
    public ActionKind Action { get; set; }

    /// <summary>What would be enforced were every shadow policy live.</summary>
    public ActionKind ShadowAction { get; set; }

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

    /// <summary>Experiment arm, empty outside an experiment.</summary>
    public string Arm { get; set; } = "";

    /// <summary>Probability with which the arm was drawn.</summary>
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
                if (rule is { Won: true, Mode: PolicyMode.Enforce })
                {
                    return rule;
                }
            }

            return null;
        }
    }

    /// <summary>Back to nothing decided, for reuse; the feature vector is overwritten by the next read.</summary>
    public void Reset()
    {
        _event = null;
        Candidates.Clear();
        Rules.Clear();
        Issued.Clear();
        Applied = null;
        Action = ShadowAction = ActionKind.Allow;
        Risk = 0;
        Threat = Threat.None;
        Flags = DecisionFlags.None;
        DurationMs = 0;
        ModelHash = PolicySetHash = Arm = "";
        Propensity = 1;
        ElapsedNs = 0;
    }
}
