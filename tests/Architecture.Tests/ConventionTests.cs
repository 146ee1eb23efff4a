using System.Text.RegularExpressions;

namespace SecurityDecisioning.Architecture.Tests;

/// <summary>House rules that no analyzer holds.</summary>
internal sealed partial class ConventionTests
{
    private const int LongestFile = 400;
    private const int LongestProgram = 60;
    private const int WidestLine = 140;

    private static readonly string[] EmptyNames = ["Manager", "Helper", "Helpers", "Utils", "Util", "Common", "Service", "Processor"];

    private static IEnumerable<string> Sources => new[] { "src", "tools", "tests" }
        .SelectMany(folder => Directory.GetFiles(Repository.File(folder), "*.cs", SearchOption.AllDirectories))
        .Where(path => !path.Contains("node_modules", StringComparison.Ordinal)
            && !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static IEnumerable<string> ProductSources => Sources.Where(p => !Relative(p).StartsWith("tests", StringComparison.Ordinal));

    [Test]
    public void No_product_file_is_longer_than_a_reader_holds() =>
        Assert.That(ProductSources.Where(p => File.ReadLines(p).Count() > LongestFile).Select(Relative), Is.Empty);

    [Test]
    public void Every_program_fits_one_screen() =>
        Assert.That(
            ProductSources.Where(p => Path.GetFileName(p) == "Program.cs" && File.ReadLines(p).Count() > LongestProgram)
                .Select(Relative),
            Is.Empty);

    [Test]
    public void No_line_runs_off_the_page() =>
        Assert.That(ProductSources.Where(p => File.ReadLines(p).Any(l => l.Length > WidestLine)).Select(Relative), Is.Empty);

    [Test]
    public void Type_names_say_what_the_thing_is() =>
        Assert.That(
            ProductSources.Where(p => EmptyNames.Any(n => Path.GetFileNameWithoutExtension(p).EndsWith(n, StringComparison.Ordinal)))
                .Select(Relative),
            Is.Empty);

    [Test]
    public void No_unfinished_work_and_no_regions_in_product_code() =>
        Assert.That(ProductSources.Where(p => Unfinished().IsMatch(File.ReadAllText(p))).Select(Relative), Is.Empty);

    [Test]
    public void No_two_log_messages_share_an_id() =>
        Assert.That(
            ProductSources.SelectMany(p => LogId().Matches(File.ReadAllText(p))).GroupBy(m => m.Groups[1].Value)
                .Where(g => g.Count() > 1).Select(g => g.Key),
            Is.Empty);

    [Test]
    public void Every_file_declares_one_namespace_that_is_its_folder()
    {
        var strays = ProductSources.Where(p => Path.GetFileName(p) != "Program.cs").Where(p => !DeclaresItsFolder(p));

        Assert.That(strays.Select(Relative), Is.Empty);
    }

    [Test]
    public void Top_level_holds_what_the_readme_promises() =>
        Assert.Multiple(() =>
        {
            foreach (var name in new[]
                {
                    "src", "policies", "tests", "tools", "SecurityDecisioning.sln", "README.md", "LICENSE", "CONTRIBUTING.md",
                    "run", "test", "sd", ".ci/run", "Directory.Build.props", "Directory.Packages.props", ".editorconfig",
                })
            {
                Assert.That(Path.Exists(Repository.File(name)), Is.True, name);
            }
        });

    private static bool DeclaresItsFolder(string path)
    {
        var parts = Relative(path).Split(Path.DirectorySeparatorChar);
        var expected = string.Join('.', ["SecurityDecisioning", .. parts[1..^1]]);
        var declared = Namespace().Match(File.ReadAllText(path));
        // Sources linked or generated at build declare none of ours.
        return !declared.Success || declared.Groups[1].Value == expected;
    }

    private static string Relative(string path) => Path.GetRelativePath(Repository.Root, path);

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(\d+)")]
    private static partial Regex LogId();

    [GeneratedRegex(@"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b|^\s*#region", RegexOptions.Multiline)]
    private static partial Regex Unfinished();
}
