namespace SecurityDecisioning.Console.Decisions;

/// <summary>An obligation in words.</summary>
internal static class ObligationWords
{
    public static string Of(Obligation obligation) => obligation.Kind switch
    {
        ObligationKind.Header => $"Header to the application: {obligation.Name}: {obligation.Value}",
        ObligationKind.Tag => $"Tag: {obligation.Name}",
        ObligationKind.Webhook => $"Webhook to {obligation.Name}",
        ObligationKind.Review => "Review by a person",
        _ => obligation.Name,
    };
}
