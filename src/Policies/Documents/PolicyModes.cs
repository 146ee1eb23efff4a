namespace SecurityDecisioning.Policies.Documents;

/// <summary>Names of modes as documents and configuration write them.</summary>
internal static class PolicyModes
{
    public static bool TryParse(string text, out PolicyMode mode)
    {
        (var found, mode) = text switch
        {
            "off" => (true, PolicyMode.Off),
            "shadow" => (true, PolicyMode.Shadow),
            "enforce" => (true, PolicyMode.Enforce),
            _ => (false, PolicyMode.Off),
        };
        return found;
    }

    public static string NameOf(PolicyMode mode) => mode switch
    {
        PolicyMode.Enforce => "enforce",
        PolicyMode.Shadow => "shadow",
        _ => "off",
    };
}
