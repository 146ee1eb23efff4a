using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Benchmarks.Policies;

/// <summary>A folder of made policies, gone when disposed.</summary>
internal sealed class PolicyPack : IDisposable
{
    private static readonly string[] Operations = ["page", "api", "login", "register", "password-reset", "checkout", "admin"];

    private int _changes;

    private PolicyPack(string name, IEnumerable<string> documents)
    {
        Name = name;
        Folder = Directory.CreateTempSubdirectory("sd-bench-policies-").FullName;
        var number = 0;
        foreach (var document in documents)
        {
            File.WriteAllText(Path.Combine(Folder, $"{number++:0000}.yaml"), document);
        }
    }

    public string Name { get; }

    public string Folder { get; }

    /// <summary>Ten rules that all look at every request.</summary>
    public static PolicyPack Small() => new("10 rules", Documents(11, 5, 2, _ => ""));

    /// <summary>A hundred policies of three rules that all look at every request.</summary>
    public static PolicyPack Hundred() => new("100 policies, 300 rules", Documents(12, 100, 3, _ => ""));

    /// <summary>A thousand rules, most for one operation, a third for two routes of twenty.</summary>
    public static PolicyPack Thousand() => new("1,000 rules by route and operation", Documents(13, 250, 4, Match));

    /// <summary>The hundred with conditions that end with something false, so that they can be asked to their end.</summary>
    public static PolicyPack Adverse() => new(
        "300 rules, every guard passed", Documents(12, 100, 3, _ => "", "f.ip.requests_5m < -1.0 && f.network.requests_5m < -1.0"));

    public PolicySet Load()
    {
        var result = PolicyLoader.Load(Folder);
        return result.Set ?? throw new InvalidOperationException(string.Join('\n', result.Problems.Take(5)));
    }

    /// <summary>Changes a word of one document, and reads the folder.</summary>
    public VersionContent Change()
    {
        var path = Path.Combine(Folder, "0000.yaml");
        var text = File.ReadAllText(path);
        var end = text.IndexOf('\n', StringComparison.Ordinal) + 1;
        File.WriteAllText(path, (text[0] == '#' ? text[end..] : text).Insert(0, $"# change {++_changes}\n"));
        return VersionContent.OfFolder(Folder, out var problems) ?? throw new InvalidOperationException(problems[0].ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static List<string> Documents(int seed, int count, int rules, Func<int, string> match, string also = "")
    {
        var made = new MadeRules(seed);
        return [.. Enumerable.Range(0, count).Select(i => made.Document(i, rules, match(i), also))];
    }

    private static string Match(int number)
    {
        var operation = Operations[number % Operations.Length];
        return (number % 3) switch
        {
            0 => $"match: {{ operations: [{operation}], routes: [route-{number % 20}, route-{(number + 7) % 20}] }}",
            _ => $"match: {{ operations: [{operation}] }}",
        };
    }
}
