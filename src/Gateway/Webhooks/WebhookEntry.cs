namespace SecurityDecisioning.Gateway.Webhooks;

/// <summary>One receiver in the configuration.</summary>
public sealed class WebhookEntry
{
    /// <summary>An <c>https</c> address, or <c>http</c> of this machine. No default.</summary>
    public string Url { get; set; } = "";

    /// <summary>
    /// File with the key of the signature as Standard Webhooks write it: <c>whsec_</c> and 24 to 64 bytes in base64. No default.
    /// </summary>
    public string SecretFile { get; set; } = "";
}
