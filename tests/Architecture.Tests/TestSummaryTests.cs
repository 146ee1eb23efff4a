using System.Diagnostics;

namespace SecurityDecisioning.Architecture.Tests;

/// <summary>The last line of <c>./test</c>, which scripts and people rely on.</summary>
internal sealed class TestSummaryTests
{
    private const string Passed = """<UnitTestResult testName="A" outcome="Passed" duration="1" />""";
    private const string Failed = """<UnitTestResult testName="B(1)" outcome="Failed" duration="1" />""";
    private const string Skipped = """<UnitTestResult testName="C" outcome="NotExecuted" duration="1" />""";

    private const string Needing = """<UnitTestResult testName="D(&quot;x&quot;)" outcome="NotExecuted"><Message>needs root</Message></UnitTestResult>""";

    [TestCase(Passed, "1 passed, 0 failed, 0 skipped", 0)]
    [TestCase(Passed + Passed + Failed, "== failed\n  B(1)\n2 passed, 1 failed, 0 skipped", 1)]
    [TestCase(Passed + Skipped, "== skipped\n  C\n1 passed, 0 failed, 1 skipped", 0)]
    [TestCase(Needing + Skipped + Passed, "== skipped\n  C\n  D(\"x\"): needs root\n1 passed, 0 failed, 2 skipped", 0)]
    [TestCase("", "0 passed, 0 failed, 0 skipped", 1)]
    public void Summary_counts_every_outcome_even_those_nobody_had(string results, string expected, int expectedExit)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["one.trx"], results.Replace("><", ">\n<", StringComparison.Ordinal));
        // As ./test runs it: any command that fails unseen ends the script before its last line.
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
            {
                "-euo", "pipefail", "-c", ". \"$0\"; status=0; summarize \"$1\" || status=1; exit $status",
                Repository.File("build/test-summary.sh"), folder.Path,
            })
        {
            start.ArgumentList.Add(argument);
        }

        using var bash = Process.Start(start)!;
        var said = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();

        Assert.That((said.Trim(), bash.ExitCode), Is.EqualTo((expected, expectedExit)));
    }
}
