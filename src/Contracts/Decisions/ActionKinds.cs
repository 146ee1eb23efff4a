namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>Names of actions as they appear in policies, records and exports.</summary>
public static class ActionKinds
{
    public static IReadOnlyList<ActionKind> All { get; } =
        [ActionKind.Allow, ActionKind.Challenge, ActionKind.Throttle, ActionKind.Revoke];

    public static string NameOf(ActionKind action) => action switch
    {
        ActionKind.Challenge => "challenge",
        ActionKind.Throttle => "throttle",
        ActionKind.Revoke => "revoke",
        _ => "allow",
    };

    public static bool TryParse(string? name, out ActionKind action)
    {
        foreach (var candidate in All)
        {
            if (string.Equals(NameOf(candidate), name, StringComparison.OrdinalIgnoreCase))
            {
                action = candidate;
                return true;
            }
        }

        action = ActionKind.Allow;
        return false;
    }
}
