namespace SecurityDecisioning.Gateway.Settings;

/// <summary>How long and how much of a topic is kept; what is not given is as by default.</summary>
public sealed class RetentionSettings
{
    public TimeSpan? Age { get; set; }

    public long? Bytes { get; set; }
}
