using System.Globalization;
using SecurityDecisioning.Policies.Cel.Conformance;

namespace SecurityDecisioning.Policies.Tests.Cel.Conformance;

/// <summary>
/// cel-spec's published "simple" cases, read from the folder that the environment variable CASES_DIR names; none of them is
/// kept here. A case may be unsupported, never wrong.
/// </summary>
[TestFixture]
internal sealed class CelConformanceTests
{
    /// <summary>Files that are expected, and how many of their cases need no protobuf messages and have to pass.</summary>
    private static readonly object[] Files =
    [
        new object[] { "basic", 43 },
        new object[] { "comparisons", 334 },
        new object[] { "integer_math", 64 },
        new object[] { "lists", 39 },
        new object[] { "logic", 30 },
        new object[] { "macros", 44 },
        new object[] { "parse", 193 },
        new object[] { "string", 51 },
        new object[] { "timestamps", 75 },
    ];

    [TestCaseSource(nameof(Files))]
    public void Published_cases_of_the_core_language_pass(string file, int cases)
    {
        var path = Path.Combine(Folder(), file + ".json");
        Assume(File.Exists(path), $"CASES_DIR holds no cel/{file}.json");

        var result = ConformanceRunner.Run(path);

        Assert.Multiple(() =>
        {
            Assert.That(NotPassed(result, ConformanceStatus.Failed), Is.Empty);
            Assert.That(result.Passed, Is.GreaterThanOrEqualTo(cases), string.Join('\n', NotPassed(result, ConformanceStatus.Unsupported)));
        });
    }

    [Test]
    public void No_case_of_any_file_fails()
    {
        var files = ConformanceRunner.RunFolder(Folder());
        foreach (var file in files)
        {
            TestContext.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{file.Name}: {file.Passed} passed, {file.Failed} failed, {file.Unsupported} unsupported"));
        }

        Assert.That(files.SelectMany(f => NotPassed(f, ConformanceStatus.Failed)), Is.Empty);
    }

    private static IEnumerable<string> NotPassed(ConformanceFile file, ConformanceStatus status) =>
        file.Outcomes.Where(o => o.Status == status).Select(o => $"{file.Name}/{o.Section}/{o.Name}: {o.Expression}: {o.Reason}");

    private static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable("CASES_DIR") ?? "";
        Assume(folder.Length > 0, "CASES_DIR is not set: cel-spec's cases are not on this machine");
        var found = new[] { Path.Combine("vectors", "cel"), "cel" }.Select(sub => Path.Combine(folder, sub)).FirstOrDefault(Directory.Exists);
        Assume(found is not null, "CASES_DIR holds no folder `cel`");
        return found!;
    }

    private static void Assume(bool holds, string otherwise)
    {
        if (!holds)
        {
            Assert.Ignore(otherwise);
        }
    }
}
