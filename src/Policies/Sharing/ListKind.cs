namespace SecurityDecisioning.Policies.Sharing;

/// <summary>What a list holds.</summary>
internal enum ListKind : byte
{
    None,
    Account,
    Session,
    Device,
    Ip,
    Network,
    Asn,
    Country,
    ApiKey,

    /// <summary>Texts, asked with the text to look for: <c>list("tools", request.user_agent)</c>.</summary>
    Text,
}
