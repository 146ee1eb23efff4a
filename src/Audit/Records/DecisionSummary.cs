namespace SecurityDecisioning.Audit.Records;

/// <summary>The columns of a decision record: what lists show and filters look at.</summary>
public sealed record DecisionSummary
{
    public required EventId Id { get; init; }

    public required long TimeMs { get; init; }

    public required ActionKind Action { get; init; }

    public required ActionKind ShadowAction { get; init; }

    public required Threat Threat { get; init; }

    /// <summary>0–1.</summary>
    public required float Risk { get; init; }

    public RiskLevel Level => RiskLevels.Of(Risk);

    public DecisionFlags Flags { get; init; }

    public Operation Operation { get; init; }

    public RequestMethod Method { get; init; }

    public string Route { get; init; } = "";

    public string Path { get; init; } = "";

    public string Country { get; init; } = "";

    public ClientAddress Ip { get; init; }

    public Pseudonym Account { get; init; }

    public Pseudonym Session { get; init; }

    public Pseudonym Device { get; init; }

    public Pseudonym ApiKey { get; init; }

    /// <summary>Policy, rule and reason code of the rule that won; empty where none did.</summary>
    public string Policy { get; init; } = "";

    public string Rule { get; init; } = "";

    public string ReasonCode { get; init; } = "";

    public string ModelHash { get; init; } = "";

    public string PolicySetHash { get; init; } = "";

    public static DecisionSummary Of(Decision decision)
    {
        var e = decision.Event;
        var winner = decision.Winner;
        return new DecisionSummary
        {
            Id = decision.Id,
            TimeMs = e.TimeMs,
            Action = decision.Action,
            ShadowAction = decision.ShadowAction,
            Threat = decision.Threat,
            Risk = decision.Risk,
            Flags = decision.Flags,
            Operation = e.Operation,
            Method = e.Method,
            Route = e.Route,
            Path = e.Path,
            Country = e.Country,
            Ip = e.Ip,
            Account = e.Account,
            Session = e.Session,
            Device = e.Device,
            ApiKey = e.ApiKey,
            Policy = winner?.Policy ?? "",
            Rule = winner?.Rule ?? "",
            ReasonCode = winner?.ReasonCode ?? decision.Applied?.ReasonCode ?? "",
            ModelHash = decision.ModelHash,
            PolicySetHash = decision.PolicySetHash,
        };
    }
}
