using SecurityDecisioning.Policies.Compilation;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Testing;

/// <summary>Runs the tests that policy documents carry. Each policy is tested by itself, as if it were enforced.</summary>
public static class PolicyTests
{
    public static PolicyTestRun Run(string folder)
    {
        var problems = new ProblemList();
        return Run(PolicyFolder.Read(folder, problems), problems);
    }

    internal static PolicyTestRun Run(IReadOnlyList<PolicyFile> files, ProblemList problems)
    {
        var compiler = new PolicyCompiler(problems);
        var results = new List<PolicyTestResult>();
        foreach (var document in PolicyLoader.ReadDocuments(files, problems).Policies)
        {
            if (compiler.Compile(document, PolicyMode.Enforce) is { } policy)
            {
                var set = new PolicySet("", [policy]);
                results.AddRange(document.Tests.Select(t => Run(set, document, t)));
            }
        }

        return new PolicyTestRun(results, problems.ToList());
    }

    private static PolicyTestResult Run(PolicySet set, PolicyDocument document, TestDocument test)
    {
        var decision = TestDecision.Of(test);
        set.Decide(decision);
        var action = ActionKinds.NameOf(decision.Action);
        var rule = decision.Winner?.Rule ?? "none";
        var namesRule = test.Rule is not null;
        return new PolicyTestResult(
            document.Source.File,
            document.Source.PositionOf(test.Offset).Line,
            document.Name!.Value,
            test.Name!.Value,
            string.Equals(test.Action!.Value, action, StringComparison.OrdinalIgnoreCase) && (!namesRule || test.Rule!.Value == rule),
            namesRule ? $"{test.Action.Value} by {test.Rule!.Value}" : test.Action.Value,
            namesRule ? $"{action} by {rule}" : action);
    }
}
