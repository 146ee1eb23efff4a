using Microsoft.AspNetCore.Http;
using SecurityDecisioning.Console.Entities;

namespace SecurityDecisioning.Console.Decisions;

/// <summary>The filter as somebody typed it, read leniently: what cannot be read is said, and does not filter.</summary>
internal sealed record DecisionFilterForm(DecisionFilter Filter, string EntityText, string? Problem)
{
    private const int LongestText = 128;

    public static DecisionFilterForm Read(IQueryCollection query)
    {
        var entityText = Text(query, "entity");
        var entity = EntityInput.Read(entityText);
        return new DecisionFilterForm(
            new DecisionFilter
            {
                Action = ActionKinds.TryParse(Text(query, "action"), out var action) ? action : null,
                Threat = ThreatCatalog.TryParse(Text(query, "threat"), out var threat) ? threat : null,
                Entity = entity,
                Mode = Text(query, "mode") switch
                {
                    "enforced" => DecisionMode.Enforced,
                    "shadow" => DecisionMode.Shadow,
                    _ => DecisionMode.Any,
                },
                Route = Text(query, "route"),
                Tag = Text(query, "tag"),
            },
            entityText,
            entityText.Length > 0 && entity is null
                ? "Not an entity. Type an address (203.0.113.9), a network (203.0.113.0/24), or kind:id, for example account:0f3c…"
                : null);
    }

    private static string Text(IQueryCollection query, string name)
    {
        var text = query[name].ToString().Trim();
        return text.Length > LongestText ? text[..LongestText] : text;
    }
}
