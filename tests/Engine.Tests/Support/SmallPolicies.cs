using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Engine.Tests.Support;

/// <summary>Policy sets small enough to read beside the test that uses them.</summary>
internal static class SmallPolicies
{
    /// <summary>Challenges an address after three failed logins, throttles it after six, both for logins only.</summary>
    public static PolicySet Logins(string mode = "enforce") => Load($$"""
        name: failed-logins
        owner: tests
        description: Slows an address whose logins fail.
        threat: credential_cracking
        mode: {{mode}}
        match:
          operations: [login]
        rules:
          - name: some
            when: f.ip.login_failed_5m >= 3
            then: { action: challenge, scope: ip, duration: 10m }
            reason_code: SOME_FAILED
            reason: Some sign-ins failed.
          - name: many
            when: f.ip.login_failed_5m >= 6
            then: { action: throttle, scope: ip, duration: 10m }
            reason_code: MANY_FAILED
            reason: Many sign-ins failed.
        tests:
          - name: a typing mistake
            request: { operation: login }
            features: { ip.login_failed_5m: 1 }
            expect: { action: allow, rule: none }
          - name: a program
            request: { operation: login }
            features: { ip.login_failed_5m: 6 }
            expect: { action: throttle, rule: many }
        """);

    /// <summary>Challenges whatever the model thinks likely, anywhere.</summary>
    public static PolicySet Likely(float from = 0.5f) => Load($$"""
        name: likely
        owner: tests
        description: Challenges what the model thinks likely.
        threat: credential_cracking
        mode: enforce
        rules:
          - name: likely
            when: risk.score >= {{from:0.0#}}
            then: { action: challenge, scope: ip, duration: 10m }
            reason_code: LIKELY
            reason: This looks like a program.
        tests:
          - name: unlikely
            request: { operation: login }
            expect: { action: allow, rule: none }
          - name: likely
            request: { operation: login }
            threats: { credential_cracking: 0.9 }
            expect: { action: challenge, rule: likely }
        """);

    private static PolicySet Load(string text)
    {
        var result = PolicyLoader.LoadText("test.yaml", text);
        Assert.That(result.Problems, Is.Empty);
        return result.Set!;
    }
}
