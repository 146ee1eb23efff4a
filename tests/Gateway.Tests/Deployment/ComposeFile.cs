using YamlDotNet.RepresentationModel;

namespace SecurityDecisioning.Gateway.Tests.Deployment;

/// <summary>docker-compose.yml as data: what the tests hold against the code, since no container engine runs here.</summary>
internal sealed class ComposeFile
{
    private readonly YamlMappingNode _root;

    public ComposeFile()
    {
        var yaml = new YamlStream();
        // Merge keys and anchors are resolved as an engine resolves them.
        using var text = File.OpenText(Path.Combine(Repository.Root, "docker-compose.yml"));
        yaml.Load(new YamlDotNet.Core.MergingParser(new YamlDotNet.Core.Parser(text)));
        _root = (YamlMappingNode)yaml.Documents[0].RootNode;
        Services = Map("services").ToDictionary(p => p.Key, p => new ComposeService(p.Key, (YamlMappingNode)p.Value));
    }

    public IReadOnlyDictionary<string, ComposeService> Services { get; }

    /// <summary>Services that run our own image.</summary>
    public IEnumerable<ComposeService> Own => Services.Values.Where(service => service.IsBuilt);

    public IEnumerable<ComposeService> Gateways => Own.Where(service => service.Entrypoint.Count == 0);

    /// <summary>Secret names and the files they come from.</summary>
    public IReadOnlyDictionary<string, string?> Secrets =>
        Map("secrets").ToDictionary(p => p.Key, p => ComposeService.Text((YamlMappingNode)p.Value, "file"));

    public IEnumerable<string> Volumes => Map("volumes").Select(p => p.Key);

    private IEnumerable<KeyValuePair<string, YamlNode>> Map(string name) =>
        _root.Children.TryGetValue(name, out var node) && node is YamlMappingNode map
            ? map.Children.Select(p => KeyValuePair.Create(((YamlScalarNode)p.Key).Value!, p.Value))
            : [];
}
