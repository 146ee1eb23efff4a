using System.Diagnostics;
using SecurityDecisioning.Policies.Compilation;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Explaining;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Policies.Sharing;

namespace SecurityDecisioning.Policies.Testing;

/// <summary>Runs the tests that policy documents carry. Each policy is tested by itself, as if it were enforced.</summary>
public static class PolicyTests
{
    private const int MostExplained = 6;

    public static PolicyTestRun Run(string folder)
    {
        var started = Stopwatch.GetTimestamp();
        var problems = new ProblemList();
        var run = Run(PolicyFolder.Read(folder, problems), problems);
        return run with { ElapsedMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds };
    }

    internal static PolicyTestRun Run(IReadOnlyList<PolicyFile> files, ProblemList problems)
    {
        var documents = PolicyLoader.ReadDocuments(files, problems);
        var scope = SharedScopeBuilder.Build(documents.Shared, problems);
        var results = new List<PolicyTestResult>();
        foreach (var document in documents.Policies)
        {
            if (Compile(document, scope, problems) is { } set)
            {
                results.AddRange(Run(set, document, scope, problems));
            }
        }

        return new PolicyTestRun(results, problems.ToList());
    }

    /// <summary>The tests of documents that are loaded: nothing of them is read or compiled again.</summary>
    internal static IReadOnlyList<PolicyTestResult> Run(LoadedDocuments loaded)
    {
        var results = new List<PolicyTestResult>();
        var problems = new ProblemList();
        foreach (var (document, policy) in loaded.Policies.Where(p => p.Document.Tests.Count > 0))
        {
            results.AddRange(Run(new PolicySet("", [policy.AsTested()]), document, loaded.Scope, problems));
        }

        return results;
    }

    private static IEnumerable<PolicyTestResult> Run(
        PolicySet set, PolicyDocument document, SharedScope scope, ProblemList problems) => document.Tests.Select(t =>
            Run(TestScope.IsOwn(t) ? Compile(document, TestScope.Of(scope, t), problems) ?? set : set, document, t));

    private static PolicySet? Compile(PolicyDocument document, SharedScope scope, ProblemList problems) =>
        new PolicyCompiler(problems, scope).CompileForTests(document) is { } policy ? new PolicySet("", [policy]) : null;

    private static PolicyTestResult Run(PolicySet set, PolicyDocument document, TestDocument test)
    {
        LoadPace.Step();
        var decision = TestDecision.Of(test);
        var started = Stopwatch.GetTimestamp();
        set.Decide(decision);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var expectation = new TestExpectation(test);
        var passed = expectation.IsMetBy(decision);
        return new PolicyTestResult(
            document.Source.File,
            document.Source.PositionOf(test.Offset).Line,
            document.Name!.Value,
            test.Name!.Value,
            passed,
            expectation.Expected,
            expectation.Actual(decision))
        {
            Why = passed ? [] : Why(set, expectation, decision),
            ElapsedMs = elapsed,
        };
    }

    private static List<string> Why(PolicySet set, TestExpectation expectation, Decision decision)
    {
        var policy = set.Policies[0];
        var why = new List<string>();
        foreach (var rule in expectation.RulesToExplain(decision, policy).Take(MostExplained))
        {
            if (RuleExplainer.Explain(set, decision, policy.Name, rule) is { } explanation)
            {
                var fired = decision.Rules.Find(f => f.Rule == rule);
                var outcome = fired.Rule is null || fired.Outcome == RuleOutcome.Won ? "" : $", {RuleOutcomes.NameOf(fired.Outcome)}";
                why.Add($"{rule} {explanation.Reason}{outcome}");
            }
        }

        return why;
    }
}
