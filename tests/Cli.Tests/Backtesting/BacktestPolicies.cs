namespace SecurityDecisioning.Cli.Tests.Backtesting;

/// <summary>A policy before and after somebody changed it.</summary>
internal static class BacktestPolicies
{
    public const string Then = """
        name: logins
        owner: security
        description: For a test.
        threat: credential_stuffing
        mode: enforce
        match: { operations: [login] }
        rules:
          - name: many-failures
            when: f.ip.login_failed_5m >= 6.0
            then: { action: challenge, scope: ip, duration: 2m }
            reason_code: MANY_FAILURES
            reason: Many sign-ins failed from your address.
          - name: very-many-failures
            when: f.ip.login_failed_5m >= 25.0
            then: { action: throttle, scope: ip, duration: 1m }
            reason_code: VERY_MANY_FAILURES
            reason: Very many sign-ins failed from your address.
        tests:
          - name: any
            expect: { action: allow }
        """;

    /// <summary>Challenges earlier, throttles later, and has a rule of its own.</summary>
    public static string Now { get; } = Then
        .Replace("6.0", "3.0", StringComparison.Ordinal)
        .Replace("25.0", "40.0", StringComparison.Ordinal)
        .Replace("tests:", """
              - name: new-device
                when: f.account.new_device && f.ip.login_failed_5m >= 1.0
                then: { action: challenge, scope: account, duration: 5m }
                reason_code: NEW_DEVICE
                reason: You sign in on a new device.
            tests:
            """, StringComparison.Ordinal);

    /// <summary>The same with restrictions that last longer each time, and one that is left on every account.</summary>
    public static string Lasting { get; } = Now
        .Replace("duration: 2m }", "duration: 1m, escalate: [2m, 4m, 8m] }", StringComparison.Ordinal)
        .Replace("action: throttle, scope: ip, duration: 1m }", "action: throttle, scope: device, duration: 10s, escalate: [5m] }", StringComparison.Ordinal)
        .Replace("40.0", "10.0", StringComparison.Ordinal);
}
