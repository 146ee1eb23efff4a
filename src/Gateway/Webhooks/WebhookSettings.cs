using System.Text.RegularExpressions;

namespace SecurityDecisioning.Gateway.Webhooks;

/// <summary>The receivers of webhooks, from section <c>SecurityDecisioning:Webhooks</c>; none by default.</summary>
public sealed partial class WebhookSettings
{
    public const string Section = "SecurityDecisioning:Webhooks";

    private const int MostTargets = 16;
    private const string SecretPrefix = "whsec_";

    /// <summary>By the name that obligations write: small letters, digits and dashes. At most 16.</summary>
    public Dictionary<string, WebhookEntry> Targets { get; set; } = new(StringComparer.Ordinal);

    /// <summary>
    /// How long an undelivered message is tried again before it is given up and counted. Default 24 h; 1 s to 7 days. The messages
    /// after it wait meanwhile, in the log.
    /// </summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a receiver may take to answer. Default 10 s; 1 s to 1 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Reads the section and every secret.</summary>
    /// <exception cref="FormatException">Something is not as it must be; the message lists all of it.</exception>
    internal static (WebhookSettings Settings, IReadOnlyList<WebhookTarget> Targets) Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection(Section).Get<WebhookSettings>(static o => o.ErrorOnUnknownConfiguration = true)
            ?? new WebhookSettings();
        var errors = new List<string>();
        if (settings.Targets.Count > MostTargets)
        {
            errors.Add($"Targets has {settings.Targets.Count} entries; at most {MostTargets} are allowed");
        }

        Range(errors, nameof(GiveUpAfter), settings.GiveUpAfter, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        Range(errors, nameof(Timeout), settings.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        var targets = settings.Targets.Take(MostTargets).Select(t => Target(t.Key, t.Value, errors)).OfType<WebhookTarget>().ToList();
        return errors.Count == 0
            ? (settings, targets)
            : throw new FormatException(string.Join("; ", errors.Select(static e => $"{Section}: {e}")));
    }

    private static WebhookTarget? Target(string name, WebhookEntry entry, List<string> errors)
    {
        var before = errors.Count;
        if (!NamePattern().IsMatch(name))
        {
            errors.Add($"Targets:{name}: a name has small letters, digits and dashes, at most 64");
        }

        // Clear text shows whoever listens what was decided about whom, and lets them answer in the receiver's place.
        if (!Uri.TryCreate(entry.Url, UriKind.Absolute, out var address) || address.UserInfo.Length > 0
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            errors.Add($"Targets:{name}:Url must be an https address (http only of this machine), without a user name");
        }

        var secret = Secret(name, entry.SecretFile, errors);
        return errors.Count == before ? new WebhookTarget(name, address!, secret) : null;
    }

    private static byte[] Secret(string name, string file, List<string> errors)
    {
        try
        {
            var text = File.ReadAllText(file).Trim();
            var encoded = text.StartsWith(SecretPrefix, StringComparison.Ordinal) ? text[SecretPrefix.Length..] : "";
            var secret = Convert.FromBase64String(encoded);
            if (secret.Length is >= 24 and <= 64)
            {
                return secret;
            }

            errors.Add($"Targets:{name}:SecretFile must hold {SecretPrefix} and 24 to 64 bytes in base64");
        }
        catch (FormatException)
        {
            errors.Add($"Targets:{name}:SecretFile must hold {SecretPrefix} and 24 to 64 bytes in base64");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            errors.Add($"Targets:{name}:SecretFile: {e.Message}");
        }

        return [];
    }

    private static void Range(List<string> errors, string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            errors.Add($"{name} is {value}; it must be {least} to {most}");
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
