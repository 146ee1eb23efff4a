namespace SecurityDecisioning.Console.WorkingCopies;

/// <summary>What a new document begins with: a policy in shadow that loads and passes its own tests, to be made into something.</summary>
internal static class NewDocument
{
    public static string TextOf(string name, string owner) => $$"""
        name: {{Plain(Path.GetFileNameWithoutExtension(name))}}
        owner: {{Plain(owner)}}
        description: Say what it does to whom, and whom it leaves alone.
        threat: scraping
        mode: shadow
        rules:
          - name: first-rule
            when: f.ip.requests_5m > 2000.0
            then: { action: throttle, scope: ip, duration: 15m }
            reason_code: FIRST_RULE
            reason: Very many requests came from your address. Please wait before you try again.
        tests:
          - name: a shopper is left alone
            request: { operation: page }
            features: { ip.requests_5m: 40 }
            expect: { action: allow, rule: none }
          - name: a flood is throttled
            request: { operation: page }
            features: { ip.requests_5m: 5000 }
            expect: { action: throttle, rule: first-rule }

        """.ReplaceLineEndings("\n");

    /// <summary>Letters, digits and hyphens of it, so that YAML reads a name and nothing else.</summary>
    private static string Plain(string text)
    {
        var plain = new string([.. text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-');
        return plain.Length > 0 && char.IsAsciiLetter(plain[0]) ? plain : "policy-" + plain;
    }
}
