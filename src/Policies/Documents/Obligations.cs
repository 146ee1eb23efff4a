namespace SecurityDecisioning.Policies.Documents;

/// <summary>Obligations as policies write them.</summary>
internal static class Obligations
{
    /// <summary>What a rule's obligation asks for; none where it is wrong, which its validator tells.</summary>
    public static Obligation Of(ObligationDocument document) => document switch
    {
        _ when document["header"] is { } header => new Obligation(ObligationKind.Header, header.Value, document["value"]?.Value ?? ""),
        _ when document["tag"] is { } tag => new Obligation(ObligationKind.Tag, tag.Value),
        _ when document["webhook"] is { } webhook => new Obligation(ObligationKind.Webhook, webhook.Value),
        _ when document["review"] is { } review => new Obligation(ObligationKind.Review, review.Value),
        _ => default,
    };
}
