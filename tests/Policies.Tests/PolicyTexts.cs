using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Tests;

/// <summary>Policies as tests write them.</summary>
internal static class PolicyTexts
{
    /// <summary>One policy with one rule.</summary>
    public static string Rule(
        string when,
        string action = "challenge",
        string scope = "ip",
        string name = "a-policy",
        string mode = "shadow",
        string match = "",
        string duration = "15m") => $"""
        name: {name}
        owner: security
        description: For a test.
        threat: scraping
        mode: {mode}
        {match}
        rules:
          - name: a-rule
            when: {when}
            then: {(action == "allow" ? "{ action: allow }" : $"{{ action: {action}, scope: {scope}, duration: {duration} }}")}
            reason_code: A_REASON
            reason: A reason in plain words.
        tests:
          - name: any
            expect: {"{"} action: allow {"}"}
        {(match.Contains("consent:", StringComparison.Ordinal) ? "" : "consent: [device, profile]")}
        """;

    /// <summary>A set of these documents, each enforced unless it says otherwise.</summary>
    public static PolicySet Set(params string[] documents)
    {
        using var folder = new TempFolder();
        for (var i = 0; i < documents.Length; i++)
        {
            File.WriteAllText(folder[$"{i:000}.yaml"], documents[i]);
        }

        var result = PolicyLoader.Load(folder.Path);
        return result.Set ?? throw new InvalidOperationException(string.Join('\n', result.Problems));
    }

    public static Decision Decide(PolicySet set, SecurityEvent request, params (string Feature, float Value)[] features)
    {
        var decision = Frame(request, features);
        set.Decide(decision);
        return decision;
    }

    public static Decision Frame(SecurityEvent request, params (string Feature, float Value)[] features)
    {
        var decision = new Decision { Event = request };
        decision.Features.AsSpan().Fill(float.NaN);
        foreach (var (feature, value) in features)
        {
            decision.Features[FeatureCatalog.IndexOf(feature)] = value;
        }

        return decision;
    }
}
