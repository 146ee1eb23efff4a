using System.Diagnostics;

namespace SecurityDecisioning.Architecture.Tests;

/// <summary>How <c>./test</c> runs projects beside each other.</summary>
internal sealed class TestLanesTests
{
    /// <summary>Projects that note when they begin and end in a file, and say three words with time between them.</summary>
    private const string Script = """
        . "$0"
        fake() {
          local name; name="$(basename "$1")"
          echo "begins $name" >>"$notes"
          for word in one two three; do echo "$name says $word"; sleep 0.05; done
          case "$name" in *Failing*) return 3 ;; *Killed*) kill -9 "$BASHPID" ;; esac
          echo "ends $name" >>"$notes"
        }
        notes="$1/notes"
        status=0
        run_in_lanes fake "$1" tests/EndToEnd.Tests tests/A.Tests tests/Failing.Tests tests/Killed.Tests tests/B.Tests || status=$?
        echo "failed: ${lanes_failed[*]}"
        exit "$status"
        """;

    [Test]
    public void Each_project_speaks_in_one_piece_and_those_that_fail_or_are_killed_are_named()
    {
        using var folder = new TempFolder();

        var (lines, code) = Run(folder, Script);

        Assert.That(code, Is.Not.Zero);
        Assert.That(lines[^1].Split(": ")[1].Split(' '), Is.EquivalentTo(new[] { "Failing", "Killed" }));
        foreach (var name in new[] { "EndToEnd", "A", "Failing", "Killed", "B" })
        {
            var first = lines.FindIndex(l => l == $"{name}.Tests says one");
            Assert.That(lines.Skip(first).Take(3), Is.EqualTo(new[] { "one", "two", "three" }.Select(w => $"{name}.Tests says {w}")));
        }
    }

    [Test]
    public void Project_that_wants_the_machine_to_itself_begins_when_all_others_have_ended()
    {
        using var folder = new TempFolder();

        Run(folder, Script);

        var notes = File.ReadAllLines(folder["notes"]);
        Assert.That(notes[^2..], Is.EqualTo(new[] { "begins EndToEnd.Tests", "ends EndToEnd.Tests" }));
        Assert.That(notes, Has.Length.EqualTo(8), "five begin, three end");
    }

    [Test]
    public void What_runs_ends_with_the_run()
    {
        using var folder = new TempFolder();

        var (lines, code) = Run(folder, """
            . "$0"
            exec 3>&1
            fake() { sleep 20; echo "$1 is still here" >&3; }
            (sleep 0.5; kill -TERM $$) &
            run_in_lanes fake "$1" tests/A.Tests tests/B.Tests
            """);

        Assert.That(code, Is.EqualTo(143));
        Assert.That(lines, Is.Empty);
    }

    /// <summary>Reads until every process that has the output open has ended.</summary>
    private static (List<string> Lines, int Code) Run(TempFolder folder, string script)
    {
        string[] arguments = ["-euo", "pipefail", "-c", script, Repository.File("build/test-lanes.sh"), folder.Path];
        using var bash = Process.Start(new ProcessStartInfo("bash", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = bash.StandardError.ReadToEndAsync();
        var said = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        TestContext.Out.WriteLine(errors.GetAwaiter().GetResult());
        return ([.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries)], bash.ExitCode);
    }
}
