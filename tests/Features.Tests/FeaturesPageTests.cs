using System.Globalization;
using System.Text;

namespace SecurityDecisioning.Features.Tests;

/// <summary>Holds docs/features.md against the catalogue. With <c>UPDATE_DOCS=1</c> it writes the generated part instead.</summary>
internal sealed class FeaturesPageTests
{
    private const string Marker = "<!-- catalogue -->";

    [Test]
    public void Page_tells_the_whole_catalogue()
    {
        var path = Path.Combine(RepositoryRoot(), "docs", "features.md");
        var page = File.ReadAllText(path);
        var expected = page[..(page.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length)] + "\n" + Catalogue();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1") File.WriteAllText(path, expected);

        Assert.That(File.ReadAllText(path), Is.EqualTo(expected), "run this test with UPDATE_DOCS=1 to write the page anew");
    }

    private static string Catalogue()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"\n{FeatureCatalog.Count} features, catalogue `{FeatureCatalog.Hash}`.\n");
        foreach (var entity in FeatureCatalog.All.GroupBy(f => f.Name.Split('.')[0]))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {entity.Key}\n\n| index | feature | unit | tells of | meaning |\n|---|---|---|---|---|\n");
            foreach (var measure in entity.GroupBy(StemOf)) AppendRow(text, [.. measure]);
        }

        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, FeatureDefinition[] windows)
    {
        var first = windows[0];
        var index = windows.Length == 1 ? $"{first.Index}" : $"{first.Index}–{windows[^1].Index}";
        var names = string.Join(" ", windows.Select((w, i) => i == 0 ? $"`{w.Name}`" : $"`_{FeatureWindows.NameOf(w.Window)}`"));
        var meaning = windows.Length == 1 ? first.Meaning : first.Meaning.Replace(" in the last 30s.", " in the window.", StringComparison.Ordinal);
        var tells = first.Sensitivity == Sensitivity.ContentFree ? "nothing personal" : first.Sensitivity.ToString().ToLowerInvariant();
        text.Append(CultureInfo.InvariantCulture, $"| {index} | {names} | {first.Unit.ToString().ToLowerInvariant()} | {tells} | {meaning} |\n");
    }

    private static string StemOf(FeatureDefinition feature) => feature.Window == FeatureWindow.None
        ? feature.Name
        : feature.Name[..^(FeatureWindows.NameOf(feature.Window).Length + 1)];

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SecurityDecisioning.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no SecurityDecisioning.sln above the tests");
        return folder.FullName;
    }
}
