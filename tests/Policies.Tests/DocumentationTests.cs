using SecurityDecisioning.Policies.Cel.Functions;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Tests;

/// <summary>What docs/policies.md shows is true.</summary>
[TestFixture]
internal sealed class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(ShippedPack.Folder, "..", "docs", "policies.md"));

    [Test]
    public void Example_loads()
    {
        var start = Page.IndexOf("```yaml\n", StringComparison.Ordinal) + "```yaml\n".Length;
        var example = Page[start..Page.IndexOf("```", start, StringComparison.Ordinal)];

        Assert.That(PolicyLoader.LoadText("docs/policies.md", example).Problems.Select(p => p.ToString()), Is.Empty);
    }

    [Test]
    public void Every_function_of_conditions_is_named()
    {
        var section = Page[Page.IndexOf("## Conditions", StringComparison.Ordinal)..];

        Assert.That(CelFunctions.Names.Where(n => !section.Contains($"`{n}`", StringComparison.Ordinal)
            && !section.Contains($"`{n}(", StringComparison.Ordinal) && !section.Contains($".{n}(", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Every_shipped_policy_is_described()
    {
        foreach (var policy in PolicyLoader.Load(ShippedPack.Folder).Set!.Policies)
        {
            Assert.That(Page, Does.Contain($"| `{policy.Name}` | {policy.Mode.ToString().ToLowerInvariant()} |"));
        }
    }
}
