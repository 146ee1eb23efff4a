namespace SecurityDecisioning.Contracts.Threats;

/// <summary>The threats a detector can propose. Values are stored and are a model input: never renumber.</summary>
public enum Threat : byte
{
    None = 0,
    CredentialStuffing = 1,
    CredentialCracking = 2,
    AccountTakeover = 3,
    PasswordSpraying = 4,
    SessionHijacking = 5,
    Scraping = 6,
    AccountCreationAbuse = 7,
    ApiAbuse = 8,
}
