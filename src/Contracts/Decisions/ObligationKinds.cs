namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>Names of obligations as they appear in policies and exports.</summary>
public static class ObligationKinds
{
    /// <summary>Every kind that a policy can ask for.</summary>
    public static IReadOnlyList<ObligationKind> All { get; } =
        [ObligationKind.Header, ObligationKind.Tag, ObligationKind.Webhook, ObligationKind.Review];

    public static string NameOf(ObligationKind kind) => kind switch
    {
        ObligationKind.Header => "header",
        ObligationKind.Tag => "tag",
        ObligationKind.Webhook => "webhook",
        ObligationKind.Review => "review",
        _ => "none",
    };
}
