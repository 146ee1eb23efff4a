using SecurityDecisioning.Streams.Kafka;

namespace SecurityDecisioning.Gateway.Settings;

/// <summary>The cluster that gateways share their records over; each value as in <see cref="KafkaLogOptions"/>.</summary>
public sealed class KafkaSettings
{
    public string Servers { get; set; } = "";

    public string TopicPrefix { get; set; } = "sd.";

    public int Partitions { get; set; } = 12;

    public short Replicas { get; set; } = 3;

    public bool CreateTopics { get; set; } = true;

    /// <summary>Further settings of the client by their own names, as <c>security.protocol</c>.</summary>
    public Dictionary<string, string> Client { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The same, with the file that holds the value: where secrets belong.</summary>
    public Dictionary<string, string> ClientFiles { get; set; } = new(StringComparer.Ordinal);

    /// <summary>
    /// How long a start waits for what peers have written, before it decides without. Default 10 s; 0 to 10 min. Requests are
    /// answered with 503 meanwhile.
    /// </summary>
    public TimeSpan CatchUp { get; set; } = TimeSpan.FromSeconds(10);

    public bool IsSet => Servers.Length > 0;

    /// <param name="errors">Takes a sentence for each file that cannot be read.</param>
    public KafkaLogOptions Options(ICollection<string> errors)
    {
        var client = new Dictionary<string, string>(Client, StringComparer.Ordinal);
        foreach (var (name, path) in ClientFiles)
        {
            try
            {
                client[name] = File.ReadAllText(path).TrimEnd('\r', '\n');
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                errors.Add($"Kafka:ClientFiles:{name}: {e.Message}");
            }
        }

        return new KafkaLogOptions
        {
            Servers = Servers,
            TopicPrefix = TopicPrefix,
            Partitions = Partitions,
            Replicas = Replicas,
            CreateTopics = CreateTopics,
            Client = client,
        };
    }
}
