using SecurityDecisioning.Engine.Remaking;
using SecurityDecisioning.Policies;

namespace SecurityDecisioning.Cli.Tests.Backtesting;

/// <summary>
/// The reference: one decision after another, each made anew from its record by what proves that records can be re-made, ranking
/// included. Slow, and short enough to be seen to be right.
/// </summary>
internal sealed class NaiveBacktest
{
    public Dictionary<(ActionKind Old, ActionKind New), long> Actions { get; } = [];

    public Dictionary<(string Rule, string What), long> Rules { get; } = [];

    public Dictionary<(bool Attack, bool ActedOn), long> New { get; } = [];

    public HashSet<Pseudonym> CleanNewly { get; } = [];

    public HashSet<(ActionKind, EntityKey)> Restricted { get; } = [];

    public long Decided { get; private set; }

    public long CutShort { get; private set; }

    public static NaiveBacktest Of(RecordedGateway gateway, PolicySet now, Func<Decision, bool>? wanted = null)
    {
        var result = new NaiveBacktest();
        var (before, after) = (new DecisionRemaker(gateway.Ranker, gateway.Policies), new DecisionRemaker(gateway.Ranker, now));
        foreach (var recorded in gateway.Decisions.Where(d => wanted is null || wanted(d)))
        {
            if (recorded.Applied is { Action: ActionKind.Throttle or ActionKind.Revoke })
            {
                result.CutShort++;
            }
            else
            {
                result.Count(before.Remake(recorded).Decision, after.Remake(recorded).Decision, gateway.Truth[recorded.Id]);
            }
        }

        return result;
    }

    private void Count(Decision old, Decision now, bool isAttack)
    {
        Decided++;
        Restricted.UnionWith(now.Issued.Select(r => (r.Action, r.Entity)));
        Increase(Actions, (old.Action, now.Action));
        Increase(New, (isAttack, now.Action != ActionKind.Allow));
        var (before, after) = (old.Rules.Select(r => r.Rule).ToHashSet(), now.Rules.Select(r => r.Rule).ToHashSet());
        foreach (var rule in before.Union(after))
        {
            Increase(Rules, (rule, "old"), before.Contains(rule));
            Increase(Rules, (rule, "new"), after.Contains(rule));
            Increase(Rules, (rule, "newly"), after.Contains(rule) && !before.Contains(rule));
            Increase(Rules, (rule, "no longer"), before.Contains(rule) && !after.Contains(rule));
        }

        float Feature(string name) => old.Features[FeatureCatalog.IndexOf("account." + name)];
        var isClean = !isAttack && Feature("known_logins") >= 3 && !(Feature("prior_attacks") > 0)
            && !(Feature("prior_restrictions") > Feature("prior_lifts"));
        if (isClean && now.Action > old.Action && !old.Event.Account.IsNone)
        {
            CleanNewly.Add(old.Event.Account);
        }
    }

    private static void Increase<TKey>(Dictionary<TKey, long> counts, TKey key, bool really = true)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + (really ? 1 : 0);
}
