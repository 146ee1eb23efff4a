using SecurityDecisioning.Console.Policies;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.WorkingCopies;

/// <summary>
/// Where signed-in people write what they will hand in. A version becomes a working copy with the first change, so that looking
/// leaves nothing behind; handing in is the same step as from the command line, in the name of who wrote it.
/// </summary>
internal sealed class WorkingCopyDesk(WorkingCopyStore store, PolicyDesk policies, CopyChecks checks)
{
    public IReadOnlyList<WorkingCopy> Of(string owner) => store.Of(owner);

    /// <summary>What <paramref name="source"/> names; null where there is nothing of that name for this user.</summary>
    public OpenedCopy? Open(string source, string user)
    {
        if (source == OpenedCopy.Empty)
        {
            return new OpenedCopy(source, null, "", VersionEdit.Empty, VersionEdit.Empty);
        }

        if (store.TryRead(source, user, out var copy, out var content))
        {
            return new OpenedCopy(source, copy, copy.From, ContentOf(copy.From) ?? VersionEdit.Empty, content);
        }

        return policies.State.Find(source) is not null && ContentOf(source) is { } version
            ? new OpenedCopy(source, null, source, version, version)
            : null;
    }

    /// <summary>The live version's documents; null where they are not in the store.</summary>
    public VersionContent? Live() => ContentOf(policies.State.Live);

    /// <summary>Changes what <paramref name="opened"/> names.</summary>
    /// <param name="opened">What the page works on.</param>
    /// <param name="user">Who.</param>
    /// <param name="document">The document that it is about.</param>
    /// <param name="edit">The change.</param>
    /// <param name="source">How the changed one is named: a new working copy has a name of its own.</param>
    /// <returns>Why it is refused, as a sentence; null where it is done.</returns>
    public string? Change(OpenedCopy opened, string user, string document, CopyEdit edit, out string source)
    {
        source = opened.Source;
        if (opened.Copy is not null)
        {
            return store.Change(opened.Source, user, document, edit);
        }

        if (edit(opened.Content, out var next) is { } refusal)
        {
            return refusal;
        }

        // A form that was sent unchanged begins nothing.
        return next.Version == opened.Content.Version ? null : store.Create(user, opened.From, document, next, out source);
    }

    /// <summary>Puts what was changed onto the live version, document by document.</summary>
    /// <returns>Why it is refused, as a sentence; null where it is done.</returns>
    public string? Follow(OpenedCopy opened, string user, out IReadOnlyList<string> both)
    {
        IReadOnlyList<string> clashes = [];
        both = clashes;
        if (opened.Copy is null || Live() is not { } live)
        {
            return "There is nothing to take over.";
        }

        var refusal = store.Change(opened.Source, user, opened.Copy.Last, Onto, policies.State.Live);
        both = clashes;
        return refusal;

        string? Onto(VersionContent content, out VersionContent next)
        {
            next = VersionEdit.Onto(opened.Base, live, content, out clashes);
            return null;
        }
    }

    public void Discard(string id, string user) => store.Remove(id, user);

    /// <summary>Hands a working copy in, as it was shown; it is gone afterwards, for it is a version then.</summary>
    /// <param name="opened">What the page works on.</param>
    /// <param name="shown">The version that it was when the page was shown.</param>
    /// <param name="user">Who answers for it.</param>
    /// <param name="why">In plain words.</param>
    /// <param name="expectation">What its backtest expects; null where there is none.</param>
    /// <param name="cancel">Ends the waiting for the check.</param>
    public async Task<LifecycleAnswer> HandInAsync(
        OpenedCopy opened, string? shown, string user, string why, PolicyExpectation? expectation, CancellationToken cancel)
    {
        if (opened.Content.Version != shown)
        {
            return LifecycleAnswer.Refused("It was changed in another window since this page was shown; look at it again.");
        }

        if (!opened.Content.Raw.Any())
        {
            return LifecycleAnswer.Refused("It holds no document.");
        }

        if (opened.Content.Version == policies.State.Live)
        {
            return LifecycleAnswer.Refused("It is the live version: no document differs.");
        }

        if (why.Length is 0 or > PolicyEvent.WhyLength)
        {
            return LifecycleAnswer.Refused($"Say why, in at most {PolicyEvent.WhyLength} characters.");
        }

        var check = await checks.OfAsync(opened.Content, cancel);
        if (!check.Counts.IsGreen)
        {
            return LifecycleAnswer.Refused("Its proofs or its tests fail, so nobody could approve it. Mend it first.", check.Problems);
        }

        var answer = await policies.ProposeAsync(opened.Content, PolicyVia.Console, user, why, "", expectation);
        if (answer.IsDone && opened.Copy is not null)
        {
            store.Remove(opened.Source, user, only: opened.Content.Version);
        }

        return answer;
    }

    private VersionContent? ContentOf(string version) => version.Length > 0 ? policies.ContentOf(version) : null;
}
