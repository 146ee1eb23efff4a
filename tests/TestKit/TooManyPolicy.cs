namespace SecurityDecisioning.TestKit;

/// <summary>One small policy, <c>too-many</c>, which throttles addresses that are too busy.</summary>
public static class TooManyPolicy
{
    /// <param name="above">Requests within five minutes that are still allowed.</param>
    /// <param name="mode">Its mode.</param>
    public static string Text(int above, string mode = "enforce") => $$"""
        name: too-many
        owner: security
        description: For a test.
        threat: scraping
        mode: {{mode}}
        rules:
          - name: above
            when: f.ip.requests_5m > {{above}}
            then: { action: throttle, scope: ip, duration: 1m }
            reason_code: TOO_MANY
            reason: Too many requests.
        tests:
          - name: quiet
            expect: { action: allow }
        """ + "\n";

    /// <summary>Makes <paramref name="folder"/> with the policy in it, or changes it there.</summary>
    public static void Write(string folder, int above)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "too-many.yaml"), Text(above));
    }
}
