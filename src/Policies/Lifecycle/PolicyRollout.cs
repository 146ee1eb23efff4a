namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>
/// Which set decides a request: the live one, or the staged one for its share of the accounts. One volatile reference: a request
/// that began with one stand of the rollout ends with it, and putting another in place costs no request anything.
/// </summary>
public sealed class PolicyRollout
{
    private Stand _stand;

    /// <param name="live">Decides everything until the first <see cref="Replace"/>.</param>
    public PolicyRollout(PolicySet live) => _stand = new Stand(live, null, 0, 0, 0);

    /// <summary>The live set.</summary>
    public PolicySet Live => Volatile.Read(ref _stand).Live;

    /// <summary>The staged set; null where nothing is being rolled out.</summary>
    public PolicySet? Staged => Volatile.Read(ref _stand).Staged;

    /// <summary>
    /// The set that decides a request. The same account, device or address always falls on the same side while a version is
    /// staged, and who was in at 1 % is in at 10 %.
    /// </summary>
    public PolicySet For(SecurityEvent request)
    {
        var stand = Volatile.Read(ref _stand);
        return stand is { Staged: { } staged, Share: > 0 } && RolloutBucket.Of(request, stand.Salt) < stand.Share
            ? staged
            : stand.Live;
    }

    /// <summary>
    /// The set to rehearse a request with, beside the one that decides: the staged one while it is in shadow, for a share of the
    /// requests that is drawn by the random bits of their ids. Null for all others.
    /// </summary>
    public PolicySet? Rehearses(SecurityEvent request)
    {
        var stand = Volatile.Read(ref _stand);
        return stand is { Staged: { } staged, Share: 0 } && request.Id.Low % RolloutBucket.Count < (ulong)stand.Rehearsed ? staged : null;
    }

    /// <summary>Puts warmed sets in place.</summary>
    /// <param name="live">The live one.</param>
    /// <param name="staged">The staged one, if there is one.</param>
    /// <param name="version">Its version: accounts are drawn anew for each.</param>
    /// <param name="share">Its share in hundredths of a percent; 0 for shadow.</param>
    /// <param name="rehearsed">In shadow: the share of requests it is rehearsed with, in hundredths of a percent.</param>
    internal void Replace(PolicySet live, PolicySet? staged, string version, int share, int rehearsed) =>
        Volatile.Write(ref _stand, new Stand(live, staged, RolloutBucket.SaltOf(version), share, rehearsed));

    private sealed record Stand(PolicySet Live, PolicySet? Staged, ulong Salt, int Share, int Rehearsed);
}
