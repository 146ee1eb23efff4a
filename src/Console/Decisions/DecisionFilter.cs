using System.Text.Encodings.Web;
using SecurityDecisioning.Audit.Records;

namespace SecurityDecisioning.Console.Decisions;

/// <summary>What the list of decisions is narrowed to. It lives in the page's address, so that a view can be shared.</summary>
internal sealed record DecisionFilter
{
    public static DecisionFilter None { get; } = new();

    public ActionKind? Action { get; init; }

    public Threat? Threat { get; init; }

    public EntityKey? Entity { get; init; }

    public DecisionMode Mode { get; init; }

    /// <summary>Route id; empty for any.</summary>
    public string Route { get; init; } = "";

    /// <summary>A tag that a policy gave; empty for any.</summary>
    public string Tag { get; init; } = "";

    public bool IsNone => this == None;

    public DecisionQuery ToRecords() => new()
    {
        Action = Action,
        Threat = Threat,
        Entity = Entity,
        Route = Route.Length == 0 ? null : Route,
        Tag = Tag.Length == 0 ? null : Tag,
        Acted = Mode == DecisionMode.Enforced,
        ShadowDiffers = Mode == DecisionMode.Shadow,
    };

    /// <summary>As a query string with its question mark; empty for no filter. Everything but plain text is encoded.</summary>
    public string ToQuery(params ReadOnlySpan<(string Name, string? Value)> more)
    {
        List<(string, string?)> parts =
        [
            ("action", Action is { } action ? ActionKinds.NameOf(action) : null),
            ("threat", Threat is { } threat ? ThreatCatalog.NameOf(threat) : null),
            ("entity", Entity?.ToString()),
            ("mode", Mode switch { DecisionMode.Enforced => "enforced", DecisionMode.Shadow => "shadow", _ => null }),
            ("route", Route.Length == 0 ? null : Route),
            ("tag", Tag.Length == 0 ? null : Tag),
            .. more,
        ];
        var text = string.Join('&', parts.Where(p => !string.IsNullOrEmpty(p.Item2))
            .Select(p => $"{p.Item1}={UrlEncoder.Default.Encode(p.Item2!)}"));
        return text.Length == 0 ? "" : "?" + text;
    }
}
