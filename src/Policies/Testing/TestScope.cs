using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Sharing;

namespace SecurityDecisioning.Policies.Testing;

/// <summary>What the set shares, as one test of a policy has it: in these lists, in these arms.</summary>
internal static class TestScope
{
    public static bool IsOwn(TestDocument test) => test.Lists.Count + test.Arms.Count > 0;

    public static SharedScope Of(SharedScope scope, TestDocument test) => scope.With(
        [.. test.Lists.Select(l => new ForcedList(l.Value, scope.Lists[l.Value].Kind))],
        [.. test.Arms.Select(a => Forced(scope.Experiments[a.Name.Value], a.Value.Value))]);

    /// <summary>Everything that a test names and the set does not have.</summary>
    public static void Check(SharedScope scope, PolicyDocument document, Reporter report)
    {
        foreach (var test in document.Tests)
        {
            foreach (var list in test.Lists.Where(l => !scope.Lists.ContainsKey(l.Value)))
            {
                report.At(list.Offset, "unknown-list", $"there is no list `{list.Value}`", "define it under `lists:` in a shared file");
            }

            foreach (var (name, arm) in test.Arms)
            {
                if (!scope.Experiments.TryGetValue(name.Value, out var experiment))
                {
                    report.At(name.Offset, "unknown-experiment", $"there is no experiment `{name.Value}`",
                        "define it under `experiments:` in a shared file");
                }
                else if (!experiment.Arms.Contains(arm.Value))
                {
                    report.At(arm.Offset, "unknown-arm", $"the experiment has no arm `{arm.Value}`",
                        $"its arms are {string.Join(", ", experiment.Arms)}");
                }
            }
        }
    }

    private static Experiment Forced(Experiment experiment, string arm) =>
        new(experiment.Name, [.. experiment.Arms.Select(a => (a, a == arm ? 100 : 0))]);
}
