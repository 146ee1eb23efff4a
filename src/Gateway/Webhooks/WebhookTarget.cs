namespace SecurityDecisioning.Gateway.Webhooks;

/// <summary>A receiver that policies can name.</summary>
/// <param name="Name">As obligations write it.</param>
/// <param name="Address">Where messages are posted.</param>
/// <param name="Secret">Key of the signature, at least 24 bytes.</param>
internal sealed record WebhookTarget(string Name, Uri Address, byte[] Secret);
