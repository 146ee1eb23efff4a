using SecurityDecisioning.Contracts.Policies;

namespace SecurityDecisioning.Policies.Tests.Deciding;

/// <summary>
/// docs/policies.md, "How one action comes of many rules", written down a second time: slow, and without looking at the first.
/// </summary>
internal static class ReferenceResolver
{
    internal sealed record Fired(MadePolicy Policy, MadeRule Rule, int Place, int Number, bool Enforced, bool Snoozed)
    {
        public string Name => $"{Policy.Name}/r{Number}";
    }

    internal sealed record Result(ActionKind Action, ActionKind Shadow, Fired? Winner, Fired? ShadowWinner, IReadOnlyList<Fired> All);

    public static Result Resolve(IReadOnlyList<MadePolicy> policies, Decision decision)
    {
        var request = decision.Event;
        var level = decision.Features[FeatureCatalog.IndexOf(AnyRules.Feature)];
        var place = 0;
        var all = new List<Fired>();
        foreach (var policy in policies)
        {
            var matches = policy.Operations.Count == 0 || policy.Operations.Contains(Operations.NameOf(request.Operation));
            var reached = RolloutBucket.Of(request, policy.Name) < policy.Rollout * 100;
            for (var i = 0; i < policy.Rules.Length; i++, place++)
            {
                var threshold = int.Parse(policy.Rules[i].When.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
                if (matches && level >= threshold)
                {
                    all.Add(new Fired(policy, policy.Rules[i], place, i, policy.Mode == PolicyMode.Enforce && reached,
                        decision.Snoozed.Contains(policy.Name)));
                }
            }
        }

        var winner = Best([.. all.Where(f => f is { Enforced: true, Snoozed: false })], request);
        var shadow = Best([.. all.Where(f => !f.Snoozed)], request);
        return new Result(Done(winner, request), Done(shadow, request), winner, shadow, all);
    }

    private static Fired? Best(List<Fired> fired, SecurityEvent request)
    {
        if (fired.Exists(f => f.Rule.Override))
        {
            fired.RemoveAll(f => !f.Rule.Override && !f.Rule.Bypass);
        }

        return fired.OrderByDescending(f => Rank(f, request)).ThenByDescending(f => f.Policy.Specificity).ThenBy(f => f.Place).FirstOrDefault();
    }

    private static bool Held(MadeRule rule) =>
        rule is { Action: ActionKind.Revoke, Scope: EntityKind.Account } && rule.Obligations.Any(o => o.Kind == ObligationKind.Review);

    private static (ActionKind Action, bool StepUp, bool Passed) Asked(Fired fired, SecurityEvent request)
    {
        var stepUp = (Held(fired.Rule) || fired.Rule.Challenge == ChallengeKind.StepUp) && request.Operation != Operation.Login;
        var passed = request.Traits.HasFlag(stepUp ? RequestTraits.SignedInRecently : RequestTraits.HasClearance);
        return (Held(fired.Rule) ? ActionKind.Challenge : fired.Rule.Action, stepUp, passed);
    }

    private static double Rank(Fired fired, SecurityEvent request) => Asked(fired, request) switch
    {
        (ActionKind.Allow, _, _) => 0,
        (ActionKind.Challenge, false, true) => 0.2,
        (ActionKind.Challenge, true, true) => 0.4,
        (ActionKind.Challenge, false, false) => 1,
        (ActionKind.Challenge, true, false) => 1.5,
        (var action, _, _) => (double)action,
    };

    private static ActionKind Done(Fired? fired, SecurityEvent request) => fired is null ? ActionKind.Allow
        : Asked(fired, request) is (var action, _, var passed) && !(action == ActionKind.Challenge && passed) ? action : ActionKind.Allow;
}
