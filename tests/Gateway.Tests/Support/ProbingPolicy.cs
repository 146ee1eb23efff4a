using SecurityDecisioning.Gateway.Settings;

namespace SecurityDecisioning.Gateway.Tests.Support;

/// <summary>The only policy of a gateway: whoever asks for <c>/probe</c> after their first request is throttled for a minute.</summary>
internal static class ProbingPolicy
{
    /// <param name="folder">Where its data and the folder of policies go.</param>
    /// <param name="upstream">What it stands in front of.</param>
    /// <param name="policy">The policy's text; null is <see cref="Text"/>.</param>
    public static GatewaySettings Settings(TempFolder folder, Uri upstream, string? policy = null)
    {
        Directory.CreateDirectory(folder["policies"]);
        File.WriteAllText(folder["policies/no-probing.yaml"], policy ?? Text());
        return RunningGateway.Settings(folder["data"], upstream) with { PolicyFolder = folder["policies"] };
    }

    /// <param name="more">A line for the policy as a whole.</param>
    public static string Text(string more = "") => $$"""
        name: no-probing
        owner: tests
        description: Throttles whoever asks for the page of probes.
        threat: scraping
        mode: enforce
        {{more}}
        rules:
          - name: probe
            when: request.path == "/probe" && f.ip.requests_1h > 0.0
            then:
              action: throttle
              scope: ip
              duration: 1m
            reason_code: PROBE
            reason: You asked for the page of probes.
        tests:
          - name: the page of probes is throttled
            request: { operation: page, path: /probe }
            features: { ip.requests_1h: 1 }
            expect: { action: throttle, rule: probe }
          - name: nobody is held before their first request
            request: { operation: page, path: /never }
            features: { ip.requests_1h: 0 }
            expect: { action: allow, rule: none }
        """;
}
