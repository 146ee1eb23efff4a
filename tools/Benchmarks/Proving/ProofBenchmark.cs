using System.Diagnostics;
using System.Globalization;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Benchmarks.Proving;

/// <summary>
/// How long it takes to read, compile and prove a set of policies with three rules each, all of which match the same operation,
/// so that every rule is held against every other one: <c>prove [POLICIES]</c>.
/// </summary>
internal static class ProofBenchmark
{
    private const int Rounds = 20;

    private static readonly string[] Conditions =
    [
        "f.ip.login_failed_5m >= {0} && f.ip.login_failed_5m > {1}.0 * f.ip.login_succeeded_5m",
        "threat('credential_stuffing') > 0.9 && (f.ip.login_failed_1h > {0} || f.network.login_failed_1h > {0})",
        "request.path.startsWith('/shop/{0}') && f.ip.distinct_paths_5m > {1} && !request.is_browser",
        "f.ip.requests_5m >= {0} && f.ip.requests_1h < 2{0} && risk.score > 0.5",
        "!(f.account.known_logins > {1}) && (f.ip.logins_30s > {0} ? request.has_cookie : f.ip.logins_5m > {0})",
    ];

    public static int Run(int policies)
    {
        var folder = Directory.CreateTempSubdirectory("sd-bench-proofs-").FullName;
        try
        {
            for (var i = 0; i < policies; i++)
            {
                File.WriteAllText(Path.Combine(folder, $"{i:0000}.yaml"), Document(i));
            }

            var cpu = Environment.CpuUsage.TotalTime;
            var first = Measure(folder, out var result);
            cpu = Environment.CpuUsage.TotalTime - cpu;
            var cpuLater = Environment.CpuUsage.TotalTime;
            var later = Enumerable.Range(0, Rounds).Select(round => Measure(folder, out PolicyLoadResult unused)).Order().ToList();
            cpuLater = (Environment.CpuUsage.TotalTime - cpuLater) / Rounds;
            var findings = result.Warnings.CountBy(w => w.Code).Select(c => $"{c.Value} {c.Key}");
            System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{policies} policies, {policies * 3} rules: "
                + $"{first:0} ms in a fresh process ({cpu.TotalMilliseconds:0} ms of "
                + $"processor), then {later[Rounds / 2]:0} ms (median of {Rounds}, {later[0]:0} to {later[^1]:0}; "
                + $"{cpuLater.TotalMilliseconds:0} ms of processor each); {result.Problems.Count} problems, "
                + $"{string.Join(", ", findings)}"));
            return result.Set is null ? 1 : 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Measure(string folder, out PolicyLoadResult result)
    {
        var from = Stopwatch.GetTimestamp();
        result = PolicyLoader.Load(folder);
        return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
    }

    private static string Document(int number) => $"""
        name: policy-{number}
        owner: benchmarks
        description: One of many policies that are held against each other.
        threat: credential_stuffing
        mode: shadow
        match: {"{"} operations: [login] {"}"}
        rules:
        {string.Concat(Enumerable.Range(0, 3).Select(r => Rule(number, r)))}
        """;

    private static string Condition(int policy, int rule) => string.Format(
        CultureInfo.InvariantCulture, Conditions[(policy + (2 * rule)) % Conditions.Length], 100 - (policy % 90), rule + 2);

    private static string Rule(int policy, int rule) => $"""
          - name: rule-{rule}
            when: "{Condition(policy, rule)}"
            then: {"{"} action: {(rule == 2 ? "throttle" : "challenge")}, scope: ip, duration: {10 + policy}m {"}"}
            reason_code: MANY_{policy}_{rule}
            reason: For measuring only.

        """;
}
