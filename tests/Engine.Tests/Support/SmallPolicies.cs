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

    /// <summary>
    /// Lets through whoever asks for <c>/friend</c>; throttles the busiest, friends too; asks to sign in again after failures, longer
    /// each time.
    /// </summary>
    public static PolicySet Overriding(string also = "true") => LoadAll(
        $$"""
        name: friends
        owner: tests
        description: Lets friends through.
        threat: scraping
        mode: enforce
        rules:
          - name: friend
            when: request.path == "/friend" && {{also}}
            then: { action: allow, override: true }
            reason_code: FRIEND
            reason: This is one of our friends.
        tests:
          - { name: friend, request: { path: /friend }, expect: { action: allow } }
        """,
        """
        name: strict
        owner: tests
        description: Slows the busiest.
        threat: scraping
        mode: enforce
        rules:
          - name: busy
            when: f.ip.requests_5m >= 15
            then: { action: throttle, scope: ip, duration: 1m, bypass: true, escalate: [2m, 3m] }
            reason_code: CODE
            reason: Very many requests.
        tests:
          - { name: calm, expect: { action: allow, rule: none } }
        """,
        """
        name: again
        owner: tests
        description: Asks who it is after failures.
        threat: credential_cracking
        mode: enforce
        rules:
          - name: failed
            when: f.ip.login_failed_5m >= 2
            then:
              action: challenge
              scope: device
              duration: 10s
              challenge: step-up
              escalate: [20s, 30s]
              obligations: [{ tag: failures }, { header: X-Risk-Tag, value: failures }]
            reason_code: FAILED
            reason: Sign-ins failed.
        tests:
          - { name: calm, expect: { action: allow, rule: none } }
        """);

    /// <summary>Challenges half of the accounts, and the addresses that logins failed from, the latter for an arm only.</summary>
    public static PolicySet Experimental() => LoadAll(
        """
        shared: true
        experiments:
          strength: { arms: { control: 75, strict: 25 } }
          start: { arms: { early: 50, late: 50 } }
        """,
        """
        name: tried
        owner: tests
        description: Tries two things.
        threat: credential_cracking
        mode: enforce
        rules:
          - name: failed
            when: f.ip.login_failed_5m >= 1 && experiment.arm("strength") == "strict"
            then: { action: challenge, scope: ip, duration: 10s }
            reason_code: FAILED
            reason: Sign-ins failed.
          - name: failed-much
            when: f.ip.login_failed_5m >= 3 && experiment.arm("start") == "early"
            then: { action: challenge, scope: ip, duration: 10s }
            reason_code: FAILED
            reason: Sign-ins failed.
        tests:
          - { name: calm, expect: { action: allow, rule: none } }
        """);

    /// <summary>Challenges every address, longer each time.</summary>
    public static PolicySet Escalating() => Load("""
        name: longer
        owner: tests
        description: Challenges everybody, longer each time.
        threat: scraping
        mode: enforce
        rules:
          - name: everybody
            when: f.ip.requests_5m >= 1
            then: { action: challenge, scope: ip, duration: 1m, escalate: [90s, 2m] }
            reason_code: EVERYBODY
            reason: Everybody is asked.
        tests:
          - { name: nobody, request: { path: /x }, features: { ip.requests_5m: 0 }, expect: { action: allow, rule: none } }
        """);

    private static PolicySet LoadAll(params string[] texts)
    {
        using var folder = new TempFolder();
        for (var i = 0; i < texts.Length; i++)
        {
            File.WriteAllText(folder[$"{i}.yaml"], texts[i]);
        }

        var result = PolicyLoader.Load(folder.Path);
        Assert.That(result.Problems, Is.Empty);
        return result.Set!;
    }

    private static PolicySet Load(string text)
    {
        var result = PolicyLoader.LoadText("test.yaml", text);
        Assert.That(result.Problems, Is.Empty);
        return result.Set!;
    }
}
