using SecurityDecisioning.Policies.Cel.Functions;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Tests;

/// <summary>What docs/policies.md shows is true.</summary>
[TestFixture]
internal sealed class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(ShippedPack.Folder, "..", "docs", "policies.md"));

    [Test]
    public void Examples_load_together()
    {
        using var folder = new TempFolder();
        var blocks = Page.Split("```yaml\n").Skip(1).Select(b => b[..b.IndexOf("```", StringComparison.Ordinal)])
            .Where(b => b.Contains("\nrules:", StringComparison.Ordinal) || b.StartsWith("shared: true", StringComparison.Ordinal)).ToList();
        for (var i = 0; i < blocks.Count; i++)
        {
            File.WriteAllText(folder[$"{i}.yaml"], blocks[i]);
        }

        Assert.That(blocks, Has.Count.GreaterThanOrEqualTo(2));
        Assert.That(PolicyLoader.Load(folder.Path).Problems.Select(p => p.ToString()), Is.Empty);
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
            Assert.That(Page, Does.Contain($"| [`{policy.Name}`](policies/{policy.Name}.md) | {policy.Mode.ToString().ToLowerInvariant()} |"));
        }
    }

    [Test]
    public void Every_shipped_policy_has_a_page_that_tells_each_rule_its_reason_and_its_action()
    {
        foreach (var policy in PolicyLoader.Load(ShippedPack.Folder).Set!.Policies)
        {
            var page = File.ReadAllText(Path.Combine(ShippedPack.Folder, "..", "docs", "policies", policy.Name + ".md"));
            foreach (var rule in policy.Rules)
            {
                var action = ActionKinds.NameOf(rule.Action) + (rule.Challenge == ChallengeKind.StepUp ? " (sign in again)" : "");
                Assert.That(page, Does.Contain($"| `{rule.Name}` | `{rule.ReasonCode}` | {action} |"), policy.Name);
            }

            foreach (var chapter in new[] { "## What it does to whom", "## What it leaves alone", "## How to tune it", "## How to undo it" })
            {
                Assert.That(page, Does.Contain(chapter), policy.Name);
            }

            Assert.That(page, Does.Contain($"**{policy.Mode.ToString().ToLowerInvariant()}**"), policy.Name);
        }
    }

    [Test]
    public void Page_of_a_policy_that_is_gone_is_gone_too() => Assert.That(
        Directory.GetFiles(Path.Combine(ShippedPack.Folder, "..", "docs", "policies"), "*.md").Select(Path.GetFileNameWithoutExtension),
        Is.EquivalentTo(PolicyLoader.Load(ShippedPack.Folder).Set!.Policies.Select(p => p.Name)));
}
