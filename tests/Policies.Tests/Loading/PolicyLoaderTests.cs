using System.Text;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Tests.Loading;

[TestFixture]
internal sealed class PolicyLoaderTests
{
    private static readonly string Text = PolicyTexts.Rule("f.ip.requests_5m > 5");

    [Test]
    public void Byte_order_mark_and_windows_line_ends_are_read()
    {
        var windows = Text.Replace("\n", "\r\n", StringComparison.Ordinal);

        Assert.That(LoadBytes([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(windows)]).Set?.Policies, Has.Count.EqualTo(1));
    }

    [Test]
    public void Places_are_right_behind_windows_line_ends()
    {
        var text = PolicyTexts.Rule(">-\n      f.ip.requests_5m > 5\n      && nothing").Replace("\n", "\r\n", StringComparison.Ordinal);

        var problem = LoadBytes(Encoding.UTF8.GetBytes(text)).Problems.Single();

        Assert.That((problem.Line, problem.Column), Is.EqualTo((11, 10)), problem.ToString());
    }

    public static IEnumerable<TestCaseData> WrongEncodings() =>
    [
        new TestCaseData(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Text)).ToArray(), "UTF-16").SetArgDisplayNames("UTF-16"),
        new TestCaseData(Encoding.BigEndianUnicode.GetPreamble().Concat(Encoding.BigEndianUnicode.GetBytes(Text)).ToArray(), "UTF-16").SetArgDisplayNames("UTF-16 BE"),
        new TestCaseData(Encoding.Latin1.GetBytes("owner: a\n# caf\u00e9"), "not UTF-8").SetArgDisplayNames("Latin-1"),
        new TestCaseData(Encoding.UTF8.GetBytes("owner: a\u0000"), "control character U+0000").SetArgDisplayNames("NUL"),
        new TestCaseData(Encoding.Unicode.GetBytes(Text), "control character U+0000").SetArgDisplayNames("UTF-16 without a mark"),
        new TestCaseData(new byte[] { 0x1f, 0x8b, 8, 0, 0 }, "not UTF-8").SetArgDisplayNames("gzip"),
    ];

    [TestCaseSource(nameof(WrongEncodings))]
    public void Wrong_encoding_is_one_clear_problem(byte[] bytes, string message)
    {
        var problem = LoadBytes(bytes).Problems.Single();

        Assert.That(problem.Code, Is.EqualTo("encoding"));
        Assert.That(problem.Message, Does.Contain(message));
    }

    [Test]
    public void File_of_ten_megabytes_is_refused_unread()
    {
        using var folder = new TempFolder();
        using (var stream = File.Create(folder["huge.yaml"]))
        {
            stream.SetLength(10 * 1024 * 1024);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var problem = PolicyLoader.Load(folder.Path).Problems.Single();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(problem.Code, Is.EqualTo("file-too-large"));
        Assert.That(allocated, Is.LessThan(1024 * 1024));
    }

    [Test]
    public void Alias_bomb_is_refused_at_its_first_anchor()
    {
        var bomb = new StringBuilder("a: &a [x, x]\n");
        for (var c = 'b'; c < 'z'; c++)
        {
            bomb.Append($"{c}: &{c} [*{(char)(c - 1)}, *{(char)(c - 1)}, *{(char)(c - 1)}]\n");
        }

        Assert.That(PolicyLoader.LoadText("bomb.yaml", bomb.ToString()).Problems.Single().Code, Is.EqualTo("anchor"));
    }

    [Test]
    public void Very_many_parts_are_refused()
    {
        var text = "tests: [" + string.Join(',', Enumerable.Repeat("a", 30_000)) + "]";

        Assert.That(PolicyLoader.LoadText("many.yaml", text).Problems.Single().Code, Is.EqualTo("too-large"));
    }

    [Test]
    public void Very_many_problems_are_cut_and_counted()
    {
        var text = string.Concat(Enumerable.Range(0, 500).Select(i => $"key{i}: 1\n"));

        var problems = PolicyLoader.LoadText("many.yaml", text).Problems;

        Assert.That(problems, Has.Count.EqualTo(201));
        Assert.That(problems[^1].Message, Is.EqualTo("306 more problems are not shown"));
    }

    [Test]
    public void Hidden_files_and_folders_are_not_policies()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["..data"]);
        File.WriteAllText(Path.Combine(folder["..data"], "a.yaml"), Text);
        File.WriteAllText(folder[".a.yaml"], "half written");
        File.WriteAllText(folder["a.yaml"], Text);

        Assert.That(PolicyLoader.Load(folder.Path).Set?.Policies, Has.Count.EqualTo(1));
    }

    [Test]
    public void Problems_are_short_lines_whatever_the_document_says()
    {
        var text = $"mode: \"on\\n[forged line]\\e[2J{new string('x', 3000)}\"\n";

        var problem = PolicyLoader.LoadText("a.yaml", text).Problems.Single(p => p.Code == "unknown-mode");

        Assert.That(problem.Message.Any(char.IsControl), Is.False);
        Assert.That(problem.Message, Has.Length.LessThan(500));
    }

    [Test]
    public void Missing_and_empty_folders_are_problems()
    {
        using var folder = new TempFolder();

        Assert.That(PolicyLoader.Load(folder["nowhere"]).Problems.Single().Code, Is.EqualTo("no-folder"));
        Assert.That(PolicyLoader.Load(folder.Path).Problems.Single().Code, Is.EqualTo("no-policies"));
    }

    [Test]
    public void Hash_tells_content_names_and_modes_apart_and_nothing_else()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.yaml"], Text);
        File.WriteAllText(folder["README.md"], "not a policy");
        var first = Hash();

        Assert.That(Hash(), Is.EqualTo(first));
        Assert.That(Hash(new() { ["a-*"] = "enforce" }), Is.Not.EqualTo(first));
        File.AppendAllText(folder["a.yaml"], "\n# a comment\n");
        Assert.That(Hash(), Is.Not.EqualTo(first));

        string Hash(Dictionary<string, string>? modes = null) => PolicyLoader.Load(folder.Path, modes).Set!.Hash;
    }

    [Test]
    public void Configured_mode_overrides_the_document_the_closest_pattern_first()
    {
        var modes = new Dictionary<string, string> { ["*"] = "off", ["a-*"] = "shadow", ["a-policy"] = "enforce" };

        Assert.That(ModeOf(modes), Is.EqualTo(PolicyMode.Enforce));
        modes.Remove("a-policy");
        Assert.That(ModeOf(modes), Is.EqualTo(PolicyMode.Shadow));
        modes.Remove("a-*");
        Assert.That(ModeOf(modes), Is.EqualTo(PolicyMode.Off));

        static PolicyMode ModeOf(Dictionary<string, string> modes) =>
            PolicyLoader.LoadText("a.yaml", PolicyTexts.Rule("f.ip.requests_5m > 5"), modes).Set!.Policies.Single().Mode;
    }

    [Test]
    public void Configured_mode_that_is_none_is_a_problem() =>
        Assert.That(
            PolicyLoader.LoadText("a.yaml", Text, new Dictionary<string, string> { ["a-*"] = "on" }).Problems.Single().Code,
            Is.EqualTo("unknown-mode"));

    private static PolicyLoadResult LoadBytes(byte[] bytes)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["a.yaml"], bytes);
        return PolicyLoader.Load(folder.Path);
    }
}
