using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Gateway.Policies;

/// <summary>Says of the watched folder's documents what is in them and whose they are.</summary>
internal sealed class FolderReader(
    PolicyLifecycle lifecycle, PolicySettings settings, GatewaySettings gateway, ILogger<FolderReader> logger)
{
    /// <summary>Who answers for what no commit explains.</summary>
    public string Owner { get; } = settings.FolderOwner.Trim();

    /// <param name="content">What the folder holds.</param>
    /// <param name="since">The live version's commit; empty where it has none.</param>
    public Task<FolderVersion> ReadAsync(VersionContent content, string since) => Task.Run(() => Read(content, since));

    private FolderVersion Read(VersionContent content, string since)
    {
        var check = lifecycle.Check(content);
        if (settings.Git && GitHistory.IsWorkTree(gateway.PolicyFolder))
        {
            if (GitHistory.Find(gateway.PolicyFolder, content, since, out var why) is { } commit)
            {
                return new FolderVersion(
                    content,
                    check,
                    PolicyVia.Git,
                    [.. commit.Authors.Select(NameOf).Distinct(StringComparer.OrdinalIgnoreCase)],
                    settings.GitApprovals ? [.. commit.Approvers.Select(ApproverOf).OfType<string>()] : [],
                    Cut(commit.Subject, PolicyEvent.WhyLength),
                    commit.Commit);
            }

            if (why.Length > 0)
            {
                Log.GitNotAsked(logger, why);
            }

            if (settings.NeedsApproval)
            {
                // Whose it is decides who may approve it: an author who wrote it could approve it as somebody else's.
                return new FolderVersion(content, check, PolicyVia.Folder, [], [], "", "");
            }
        }

        return new FolderVersion(content, check, PolicyVia.Folder, [Owner], [], "The watched folder changed.", "");
    }

    private string NameOf(string address) => settings.People.TryGetValue(address, out var name)
        ? name.Trim()
        : LifecycleRules.Stranger + Cut(address, PolicyEvent.NameLength - LifecycleRules.Stranger.Length);

    /// <summary>A trailer names a user, or an author that the configuration knows; anybody else approves nothing.</summary>
    private string? ApproverOf(string trailer)
    {
        var (from, to) = (trailer.IndexOf('<', StringComparison.Ordinal), trailer.IndexOf('>', StringComparison.Ordinal));
        var address = from >= 0 && to > from ? trailer[(from + 1)..to] : trailer;
        return settings.People.TryGetValue(address, out var name)
            ? name.Trim()
            : settings.People.Values.FirstOrDefault(n => string.Equals(n.Trim(), trailer, StringComparison.OrdinalIgnoreCase))?.Trim();
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
