using System.Text.Json;

namespace SecurityDecisioning.Gateway.Tests.Deployment;

/// <summary>The instructions of the Dockerfile, continued lines joined.</summary>
internal static class DockerFile
{
    public static IReadOnlyList<(string Name, string Value)> Instructions { get; } = Read();

    /// <summary>The words of the image's own health check.</summary>
    public static IReadOnlyList<string> HealthCheck { get; } = Words(Last("HEALTHCHECK"));

    public static IReadOnlyList<string> Entrypoint { get; } = Words(Last("ENTRYPOINT"));

    public static string Last(string name) => Instructions.Last(i => i.Name == name).Value;

    public static IEnumerable<string> All(string name) => Instructions.Where(i => i.Name == name).Select(i => i.Value);

    private static string[] Words(string value) => JsonSerializer.Deserialize<string[]>(value[value.IndexOf('[', StringComparison.Ordinal)..])!;

    private static List<(string, string)> Read()
    {
        var joined = System.IO.File.ReadAllText(Repository.File("Dockerfile")).Replace("\\\n", " ", StringComparison.Ordinal);
        return [.. joined.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#').Select(line =>
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            return (line[..space], line[(space + 1)..].Trim());
        })];
    }
}
