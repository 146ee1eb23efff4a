using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>Finds the set that a person names: a folder, a version or a set that the installation keeps, or the live one.</summary>
/// <param name="store">The installation's folder of versions.</param>
/// <param name="decisions">Its decisions: they tell which set is live where the steps do not.</param>
/// <param name="steps">The lifecycle's steps: they tell which version is live and which modes were set over it.</param>
internal sealed class SetReference(string store, LogArchive decisions, LogArchive steps)
{
    /// <summary>What the old side is called where it is what was decided then.</summary>
    public const string Recorded = "recorded";

    /// <summary>What the set that decides now is called.</summary>
    public const string Live = "live";

    private readonly VersionStore _store = new(store);

    /// <param name="name">A folder, a hash of 64 (version) or 16 (set) hexadecimal digits, or <see cref="Live"/>.</param>
    /// <param name="modes">Modes over the documents' own.</param>
    /// <exception cref="FormatException">There is no such set, or it does not load; the message says why.</exception>
    public PolicySet Find(string name, IReadOnlyDictionary<string, string>? modes)
    {
        if (Directory.Exists(name))
        {
            return Loaded(PolicyLoader.Load(name, modes), name);
        }

        if (_store.TryGet(name, out var content))
        {
            return Loaded(content.Load(modes), name);
        }

        var hash = name == Live ? LiveHash() : name;
        var set = _store.FindSet(hash)
            ?? throw new FormatException($"there is no folder of policies, no version and no set `{hash}`");
        return modes is null or { Count: 0 }
            ? set
            : throw new FormatException($"--mode sets modes over those of a folder or a version; {name} has its modes already");
    }

    public static string Describe(string name, PolicySet? set) => set is null
        ? "what was decided then"
        : $"{name} (set {set.Hash}, {set.Policies.Count} policies, {set.Policies.Sum(p => p.Rules.Count)} rules)";

    /// <summary>Reads <c>name=mode</c>, as the configuration sets modes.</summary>
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static IReadOnlyDictionary<string, string> Modes(IEnumerable<string> given)
    {
        var modes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in given)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw new FormatException($"--mode {text}: write a policy, = and a mode, such as login-*=enforce");
            }

            modes[text[..at]] = text[(at + 1)..];
        }

        return modes;
    }

    private static PolicySet Loaded(PolicyLoadResult result, string name)
    {
        var more = result.Problems.Count > 1 ? $" (and {result.Problems.Count - 1} more)" : "";
        return result.Set ?? throw new FormatException($"the policies in {name} do not load: {result.Problems[0]}{more}");
    }

    /// <summary>
    /// The set of the version that the recorded steps made live, under the modes that they set; which of several is told by the
    /// decisions, else it is the one made last. Where the steps are not at hand, or no set of theirs is kept, the decisions tell alone.
    /// </summary>
    private string LiveHash()
    {
        var (state, decided) = (LiveState(), Decided());
        var sets = state.Live.Length > 0 ? _store.SetsOf(state.Live, state.Modes) : [];
        return decided.FirstOrDefault(sets.Contains) ?? (sets.Count > 0 ? sets[0] : decided.Count > 0 ? decided[0] : null)
            ?? throw new FormatException("nothing has been decided yet, so no set is known to be live; name a folder");
    }

    private LifecycleState LiveState()
    {
        var history = new LifecycleHistory();
        foreach (var record in steps.Read(_ => { }))
        {
            try
            {
                if (PolicyCodec.Read(record.Payload.Span).Event is { } step)
                {
                    history.Add(step);
                }
            }
            catch (RecordFormatException)
            {
                // A step of another release: the rest may still tell.
            }
        }

        return history.State;
    }

    /// <summary>The sets behind the newest decisions, most of them first: one that is being rolled out decides some of them too.</summary>
    private List<string> Decided()
    {
        const int Newest = 1_000;
        var hashes = new Queue<string>();
        var (decision, texts) = (new Decision(), new TextCache());
        foreach (var record in decisions.Read(_ => { }, decisions.NewestFile))
        {
            try
            {
                DecisionCodec.ReadSummary(record.Payload.Span, decision, texts);
            }
            catch (RecordFormatException)
            {
                continue;
            }

            hashes.Enqueue(decision.PolicySetHash);
            if (hashes.Count > Newest)
            {
                hashes.Dequeue();
            }
        }

        return [.. hashes.GroupBy(h => h).OrderByDescending(g => g.Count()).Select(g => g.Key)];
    }
}
