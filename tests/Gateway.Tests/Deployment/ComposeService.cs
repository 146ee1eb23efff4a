using YamlDotNet.RepresentationModel;

namespace SecurityDecisioning.Gateway.Tests.Deployment;

/// <summary>One service of the compose file.</summary>
internal sealed class ComposeService(string name, YamlMappingNode node)
{
    public string Name => name;

    public bool IsBuilt => Node("build") is not null;

    public string? Image => Text(node, "image");

    public string? User => Text(node, "user");

    public IReadOnlyList<string> Command => List("command");

    public IReadOnlyList<string> Entrypoint => List("entrypoint");

    public IReadOnlyList<string> Ports => List("ports");

    public IReadOnlyList<string> Volumes => List("volumes");

    public IReadOnlyList<string> Secrets => List("secrets");

    public IReadOnlyList<string> Health => Node("healthcheck") is YamlMappingNode check ? Items(check, "test") : [];

    public IReadOnlyList<string> DependsOn => Node("depends_on") switch
    {
        YamlMappingNode map => [.. map.Children.Keys.Select(k => ((YamlScalarNode)k).Value!)],
        YamlSequenceNode => List("depends_on"),
        _ => [],
    };

    public IReadOnlyDictionary<string, string> Environment => Node("environment") is YamlMappingNode map
        ? map.Children.ToDictionary(p => ((YamlScalarNode)p.Key).Value!, p => ((YamlScalarNode)p.Value).Value!)
        : new Dictionary<string, string>();

    public override string ToString() => name;

    /// <summary>The value after <paramref name="option"/> in the command.</summary>
    public string? Option(string option) => Command.SkipWhile(word => word != option).Skip(1).FirstOrDefault();

    public static string? Text(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var value) && value is YamlScalarNode scalar ? scalar.Value : null;

    private YamlNode? Node(string key) => node.Children.TryGetValue(key, out var value) ? value : null;

    private IReadOnlyList<string> List(string key) => Items(node, key);

    private static IReadOnlyList<string> Items(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var value) && value is YamlSequenceNode items
            ? [.. items.Select(item => ((YamlScalarNode)item).Value!)]
            : [];
}
