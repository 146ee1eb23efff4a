using System.Globalization;
using System.Text.RegularExpressions;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Tests.Proving;

/// <summary>
/// The catalogue of bad policies (<c>Catalogue/*.yaml</c>): each has one mistake, and its first lines say what must be found,
/// where, and how to mend it.
/// </summary>
[TestFixture]
internal sealed partial class CatalogueTests
{
    private static readonly string Folder = Path.Combine(ShippedPack.Folder, "..", "tests", "Policies.Tests", "Proving", "Catalogue");

    public static IEnumerable<TestCaseData> Files() => Directory.GetFiles(Folder, "*.yaml").Order(StringComparer.Ordinal)
        .Select(f => new TestCaseData(f).SetArgDisplayNames(Path.GetFileNameWithoutExtension(f)));

    [TestCaseSource(nameof(Files))]
    public void Bad_policy_is_found_out_with_its_place_and_cure(string file)
    {
        var text = File.ReadAllText(file);
        var expected = Header().Match(text);
        Assert.That(expected.Success, "the first lines say what is expected");
        var result = PolicyLoader.LoadText("bad.yaml", text);
        var severity = Enum.Parse<ProblemSeverity>(expected.Groups["severity"].Value, ignoreCase: true);
        var findings = result.Problems.Concat(result.Warnings)
            .Where(f => severity == ProblemSeverity.Note || f.Severity != ProblemSeverity.Note).ToList();
        Assert.That(findings, Has.Count.EqualTo(1), string.Join('\n', findings));
        var found = findings[0];
        Assert.Multiple(() =>
        {
            Assert.That((found.Code, found.Severity), Is.EqualTo((expected.Groups["code"].Value, severity)), found.ToString());
            Assert.That((found.Line, found.Column), Is.EqualTo((Number("line"), Number("column"))), found.ToString());
            Assert.That(found.Message, Does.Contain(expected.Groups["says"].Value));
            Assert.That(found.Mend, Does.Contain(expected.Groups["mend"].Value));
            Assert.That(result.Set is null, Is.EqualTo(severity == ProblemSeverity.Error), "errors refuse the set, nothing else does");
        });

        int Number(string group) => int.Parse(expected.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    [Test]
    public void Catalogue_has_every_kind_of_proof() =>
        Assert.That(
            Directory.GetFiles(Folder, "*.yaml").Select(f => Header().Match(File.ReadAllText(f)).Groups["code"].Value),
            Is.SupersetOf(new[]
            {
                "never-fires", "always-fires", "part-never-holds", "shadowed", "contradiction", "location-alone", "consent", "country",
                "no-undo", "self-approval", "revoke-scope", "gave-up", "unknown-name",
            }));

    [GeneratedRegex(@"^# expect: (?<code>\S+) (?<severity>\S+) at (?<line>\d+):(?<column>\d+)\n# says: (?<says>.+)\n# mend: (?<mend>.+)\n")]
    private static partial Regex Header();
}
