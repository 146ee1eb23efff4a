namespace SecurityDecisioning.Console.Decisions;

/// <summary>A decision told in plain words.</summary>
internal static class DecisionWords
{
    public const string NothingSeen = "Nothing suspicious was seen";

    /// <summary>For example "Challenged: 14 logins failed from this address in 5 minutes".</summary>
    public static string Headline(Decision decision) => $"{ActionWords.Past(decision.Action)}: {LowerFirst(Reason(decision))}";

    /// <summary>The strongest reason there is for what was done, as somebody affected may read it.</summary>
    public static string Reason(Decision decision)
    {
        if (decision.Flags.HasFlag(DecisionFlags.Cleared))
        {
            return "A passed challenge clears this client for now";
        }

        if (decision.Flags.HasFlag(DecisionFlags.ByRestriction) && decision.Applied is { } applied)
        {
            return $"Still held: {LowerFirst(applied.Reason)}";
        }

        if (decision.Winner is { } winner)
        {
            return winner.Reason;
        }

        if (decision.Flags.HasFlag(DecisionFlags.FailedClosed))
        {
            return "Deciding failed, and this route refuses what cannot be decided";
        }

        if (decision.Flags.HasFlag(DecisionFlags.FailedOpen))
        {
            return "Deciding failed, and this route lets through what cannot be decided";
        }

        return ShadowReason(decision) ?? Suspicion(decision) ?? NothingSeen;
    }

    /// <summary>What the shadow policies would have done, where that differs; null elsewhere.</summary>
    public static string? ShadowReason(Decision decision)
    {
        if (decision.ShadowAction == decision.Action)
        {
            return null;
        }

        foreach (var rule in decision.Rules)
        {
            if (rule.Outcome == RuleOutcome.WonInShadow)
            {
                return rule.Reason;
            }
        }

        return $"Shadow policies would {ActionWords.Title(decision.ShadowAction).ToLowerInvariant()}";
    }

    public static IEnumerable<(string Title, string Meaning)> Circumstances(DecisionFlags flags)
    {
        if (flags.HasFlag(DecisionFlags.ReviewRequired))
        {
            yield return ("Review required", "A rule asks that a person looks at it.");
        }

        if (flags.HasFlag(DecisionFlags.Overridden))
        {
            yield return ("Overridden", "A rule that overrides, such as an allowlist's, let it through.");
        }

        if (flags.HasFlag(DecisionFlags.NoModel))
        {
            yield return ("No model", "No model was loaded, so the detectors' own estimates stood in for probability.");
        }

        if (flags.HasFlag(DecisionFlags.OverBudget))
        {
            yield return ("Over budget", "The time budget ran out: only standing restrictions and triage rules counted.");
        }

        if (flags.HasFlag(DecisionFlags.FailedOpen))
        {
            yield return ("Failed open", "A stage failed, and this route lets requests through when that happens.");
        }

        if (flags.HasFlag(DecisionFlags.FailedClosed))
        {
            yield return ("Failed closed", "A stage failed, and this route refuses requests when that happens.");
        }

        if (flags.HasFlag(DecisionFlags.ByRestriction))
        {
            yield return ("By restriction", "A standing restriction decided; no rule was needed.");
        }

        if (flags.HasFlag(DecisionFlags.Cleared))
        {
            yield return ("Cleared", "A valid clearance from a passed challenge turned a challenge into allow.");
        }
    }

    /// <summary>What else people should know: how a challenge is passed, snoozes, and what a set that stands by would have done.</summary>
    public static IEnumerable<(string Title, string Meaning)> Particulars(Decision decision)
    {
        if (decision is { Action: ActionKind.Challenge, ChallengeKind: ChallengeKind.StepUp })
        {
            yield return ("Step-up", "The challenge is passed by signing in again.");
        }

        if (decision.Snoozed.Count > 0)
        {
            yield return ("Snoozed", $"Policies that a person snoozed for this client: {string.Join(", ", decision.Snoozed)}.");
        }

        if (decision.CandidateHash.Length > 0)
        {
            var said = ActionKinds.NameOf(decision.CandidateAction);
            yield return ("Staged version", $"Version {decision.CandidateHash} stands by in shadow and would have said: {said}.");
        }
    }

    private static string? Suspicion(Decision decision)
    {
        var index = decision.Candidates.IndexOf(decision.Threat);
        if (decision.Threat == Threat.None || index < 0)
        {
            return null;
        }

        var evidence = decision.Candidates.Items[index].Evidence;
        var title = ThreatCatalog.Get(decision.Threat).Title;
        return evidence.Length == 0
            ? $"{title} was considered, below every rule"
            : $"{EvidenceWords.Of(FeatureCatalog.All[evidence[0].Feature], evidence[0].Value)}, below every rule";
    }

    private static string LowerFirst(string text) =>
        text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
