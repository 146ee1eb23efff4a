using System.Text.Json;
using System.Text.Json.Nodes;

namespace SecurityDecisioning.Gateway.Tests.Support;

/// <summary>The shipped configuration with one more section in it.</summary>
internal static class ConfigurationFile
{
    /// <summary>Writes it with <paramref name="log"/> as the section of the event log.</summary>
    public static string WithLog(string path, object log) => With(path, "Log", log);

    /// <summary>Writes it with <paramref name="value"/> as the section called <paramref name="section"/>.</summary>
    public static string With(string path, string section, object value)
    {
        var shipped = JsonNode.Parse(File.ReadAllText(Repository.File("src/Gateway/gateway.json")))!;
        shipped["SecurityDecisioning"]![section] = JsonSerializer.SerializeToNode(value);
        File.WriteAllText(path, shipped.ToJsonString());
        return path;
    }
}
