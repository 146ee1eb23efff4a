using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Gateway.Policies;

/// <summary>How policies go live, from section <c>SecurityDecisioning:Policies</c>. All gateways of a fleet say the same.</summary>
public sealed class PolicySettings
{
    public const string Section = "SecurityDecisioning:Policies";

    private const int MostPeople = 10_000;

    /// <summary>
    /// <c>folder</c> (default): the watched folder is live at once, every change of it a version that can be gone back to.
    /// <c>approved</c>: a change is a draft, and nothing goes live before a second person has approved it.
    /// </summary>
    public string Lifecycle { get; set; } = "folder";

    /// <summary>Whether who proposed a version may approve it. Default no.</summary>
    public bool SelfApproval { get; set; }

    /// <summary>Whether a rollout may skip stages. Default no: shadow, 1 %, 10 %, everything.</summary>
    public bool SkipStages { get; set; }

    /// <summary>Share of the requests that a version in shadow is rehearsed with, in percent, 0.01–100. Default 10.</summary>
    public double RehearsedPercent { get; set; } = 10;

    /// <summary>Who answers for changes of the folder that no commit explains. Default <c>folder</c>.</summary>
    public string FolderOwner { get; set; } = "folder";

    /// <summary>Whether commits of the folder's git work tree tell who wrote a version. Default yes, where there is one.</summary>
    public bool Git { get; set; } = true;

    /// <summary>
    /// Whether a line <c>Approved-by: name</c> in a commit's message is an approval. Default no: whoever can commit can write
    /// any name; only where a server checks reviews before it merges is it worth something.
    /// </summary>
    public bool GitApprovals { get; set; }

    /// <summary>Commit authors' addresses to users' names: <c>jane@example.com</c> to <c>jane</c>.</summary>
    public Dictionary<string, string> People { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Modes over the documents' own, by policy name or pattern: <c>login-*</c> to <c>enforce</c>.</summary>
    public Dictionary<string, string> Modes { get; set; } = new(StringComparer.Ordinal);

    public bool NeedsApproval => Lifecycle == "approved";

    /// <exception cref="FormatException">Something is not as it must be; the message lists all of it.</exception>
    public static PolicySettings Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection(Section).Get<PolicySettings>(static o => o.ErrorOnUnknownConfiguration = true)
            ?? new PolicySettings();
        var errors = settings.Errors().ToList();
        return errors.Count == 0
            ? settings
            : throw new FormatException(string.Join("; ", errors.Select(static e => $"{Section}: {e}")));
    }

    public PolicyLifecycleOptions Options() => new()
    {
        Regime = (NeedsApproval ? PolicyRegime.NeedsApproval : PolicyRegime.None)
            | (SelfApproval ? PolicyRegime.SelfApproval : PolicyRegime.None)
            | (SkipStages ? PolicyRegime.SkipStages : PolicyRegime.None),
        Modes = Modes,
        Rehearsed = (int)Math.Round(RehearsedPercent * 100),
    };

    private IEnumerable<string> Errors()
    {
        if (Lifecycle is not ("folder" or "approved"))
        {
            yield return $"Lifecycle is `{Lifecycle}`: folder or approved belongs there";
        }

        if (RehearsedPercent is not (>= 0.01 and <= 100))
        {
            yield return $"RehearsedPercent is {RehearsedPercent}: 0.01 to 100 belongs there";
        }

        if (FolderOwner.Trim().Length is 0 or > PolicyEvent.NameLength)
        {
            yield return $"FolderOwner needs 1 to {PolicyEvent.NameLength} characters";
        }

        if (People.Count > MostPeople || People.Any(static p => p.Value.Trim().Length is 0 or > PolicyEvent.NameLength))
        {
            yield return $"People maps at most {MostPeople} addresses to names of 1 to {PolicyEvent.NameLength} characters";
        }
    }
}
