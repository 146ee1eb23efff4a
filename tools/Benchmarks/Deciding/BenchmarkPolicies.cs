using System.Globalization;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Benchmarks.Deciding;

/// <summary>The shipped pack, filled up to a number of policies with more of the same kind that match every operation.</summary>
internal static class BenchmarkPolicies
{
    private static readonly string[] Conditions =
    [
        "f.ip.requests_5m >= {0} && f.ip.distinct_paths_5m >= 40 && risk.score > 0.9",
        "threat(\"credential_stuffing\") > 0.9 && f.ip.login_failed_5m > {0}",
        "request.path.startsWith(\"/private/{0}\") && f.account.new_device",
        "f.network.status_404_1h > {0}.0 * 3.0 && f.network.requests_1h < 5.0 * f.network.status_404_1h",
    ];

    public static PolicySet Load(string root, int wanted)
    {
        var folder = Directory.CreateTempSubdirectory("sd-bench-policies-").FullName;
        try
        {
            var shipped = Directory.GetFiles(Path.Combine(root, "policies"), "*.yaml");
            foreach (var file in shipped)
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            for (var i = shipped.Length; i < wanted; i++)
            {
                File.WriteAllText(Path.Combine(folder, $"more-{i}.yaml"), Document(i));
            }

            var result = PolicyLoader.Load(folder);
            return result.Set ?? throw new InvalidOperationException(string.Join('\n', result.Problems));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Condition(int number) =>
        string.Format(CultureInfo.InvariantCulture, Conditions[number % Conditions.Length], 1000 + number);

    private static string Document(int number) => $$"""
        name: more-{{number}}
        owner: benchmarks
        description: One more policy that looks at every request and seldom fires.
        threat: api_abuse
        mode: shadow
        consent: [device]
        rules:
          - name: seldom
            when: '{{Condition(number)}}'
            then: { action: challenge, scope: ip, duration: 10m }
            reason_code: SELDOM_{{number}}
            reason: For measuring only.

        """;
}
