namespace SecurityDecisioning.Policies.Tests.Documents.Schema;

/// <summary>Two documents that use every key there is.</summary>
internal static class FullDocuments
{
    public const string Policy = """
        name: full-policy
        owner: security
        description: Uses every key.
        threat: scraping
        mode: shadow
        rollout: 10
        expires: 2027-12-31
        schedule: { timezone: Europe/Berlin, windows: ["* 8-17 * * mon-fri"], campaigns: [{ name: sale, from: 2026-01-01, until: 2026-02-01T00:00:00+01:00 }] }
        jurisdictions: { only: [DE, FR] }
        consent: [device, profile]
        match: { operations: [login], routes: [login], hosts: [shop.example], methods: [POST], paths: [/login, /api/*] }
        budget: { overturned: 2.5%, window: 7d, at_least: 20 }
        variables: { failing: f.ip.login_failed_5m > 3.0 }
        rules:
          - name: let-through
            when: list("vip") && now < timestamp("2027-01-01T00:00:00Z")
            then: { action: allow, override: true, obligations: [{ tag: vip }] }
            reason_code: VIP
            reason: A customer whom we know well.
          - name: ask
            when: vars.failing && mostly_fails(f.ip) && experiment.arm("strength") == "strict" && !list("tools", request.user_agent)
            then:
              action: challenge
              scope: ip
              duration: 15m
              escalate: [1h, 6h]
              challenge: step-up
              bypass: true
              approved_by: jane
              obligations: [{ header: X-Risk-Tag, value: stuffing }, { webhook: soc }, { review: required }]
            reason_code: ASK
            reason: { en: Please confirm that it is you., de: Bitte melden Sie sich noch einmal an. }
        tests:
          - name: every fact of a request
            at: 2026-01-15T12:00:00+01:00
            request: { operation: login, method: POST, path: /login, route: login, host: shop.example, ip: 203.0.113.7, country: DE, asn: 64500, user_agent: Mozilla/5.0, agent: chrome, hints: agree, ja4: t13d, account: alice, session: s1, device: laptop, api_key: k1, browser: true, clearance: false, forged_token: false, unreadable_body: false, account_verified: true, referer: true, tor: false, hosting: true, vpn: false, public_proxy: false, residential_proxy: false, anonymous: false, allowed_network: false }
            features: { ip.login_failed_5m: 9, ip.logins_5m: 9 }
            threats: { scraping: 0.2 }
            restrictions: [{ action: challenge, scope: ip, owner: login-spraying, reason_code: MANY, for: 10m }]
            arm: { strength: strict }
            expect: { action: challenge, rule: ask, reason: ASK, shadow_action: challenge, obligations: [{ header: X-Risk-Tag, value: stuffing }, { webhook: soc }, { review: required }] }
          - name: somebody on the list
            at: 2026-01-15T12:00:00+01:00
            request: { operation: login, path: /login, host: shop.example, country: DE, account: bob }
            lists: [vip]
            expect: { action: allow, rule: let-through }
        """;

    /// <summary>The same for all but a few countries.</summary>
    public static string Elsewhere { get; } = Policy
        .Replace("full-policy", "full-policy-elsewhere", StringComparison.Ordinal)
        .Replace("{ only: [DE, FR] }", "{ except: [US] }", StringComparison.Ordinal);

    public const string Shared = """
        shared: true
        description: What policies share.
        lists:
          vip: { kind: account, description: Good customers., entries: [0123456789abcdef0123456789abcdef, { value: ffffffffffffffffffffffffffffffff, from: 2026-01-01, until: 2026-12-31, note: on trial }] }
          attackers: { kind: network, grounds: deed, entries: [203.0.113.0/24] }
          tools: { kind: text, entries: [curl/8.5.0] }
        variables: { busy: f.ip.requests_5m >= 100 }
        macros:
          mostly_fails: { parameters: [entity], body: entity.login_failed_5m > 2.0 * entity.login_succeeded_5m }
        experiments:
          strength: { arms: { control: 50, strict: 50 } }
        """;
}
