namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>Headers that tell the upstream what was found. Any header with the prefix that a client sends is removed.</summary>
public static class RiskHeaderNames
{
    public const string Prefix = "X-SD-";
    public const string Risk = "X-SD-Risk";
    public const string Level = "X-SD-Risk-Level";
    public const string Threat = "X-SD-Threat";
    public const string Action = "X-SD-Action";
    public const string DecisionId = "X-SD-Decision-Id";

    /// <summary>
    /// What policies oblige the upstream to, separated by commas: <c>header;name=value</c>, <c>tag;name</c>, <c>review;required</c>,
    /// <c>challenge;step-up</c> (on the way to the sign-in page: ask for a sign-in even where a session lives). Names and values
    /// are percent-encoded. Not there where there is nothing.
    /// </summary>
    public const string Obligations = "X-SD-Obligations";

    /// <summary><c>v1=</c> and base64url of HMAC-SHA-256 over <c>v1|id|time|obligations</c>.</summary>
    public const string ObligationsSignature = "X-SD-Obligations-Signature";

    /// <summary>Unix seconds at which the headers were signed.</summary>
    public const string Time = "X-SD-Time";

    /// <summary><c>v1=</c> and base64url of HMAC-SHA-256 over <c>v1|id|time|risk|level|threat|action</c>.</summary>
    public const string Signature = "X-SD-Signature";
}
