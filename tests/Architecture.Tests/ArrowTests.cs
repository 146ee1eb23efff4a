using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace SecurityDecisioning.Architecture.Tests;

/// <summary>The arrows between stages, held twice: as the projects declare them and as the compiled code uses them.</summary>
internal sealed class ArrowTests
{
    private const string Prefix = "SecurityDecisioning.";

    private static IEnumerable<string> Stages => Arrows.Allowed.Keys;

    [Test]
    public void Every_stage_has_its_arrows_written_down()
    {
        var folders = Directory.GetDirectories(Repository.File("src")).Select(Path.GetFileName);

        Assert.That(folders, Is.EquivalentTo(Stages));
    }

    [TestCaseSource(nameof(Stages))]
    public void Project_references_follow_the_arrows(string stage)
    {
        var project = XDocument.Load(Repository.File("src", stage, $"{Prefix}{stage}.csproj"));
        var references = project.Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)[Prefix.Length..]);

        Assert.That(references, Is.SubsetOf(Arrows.Allowed[stage]));
    }

    [TestCaseSource(nameof(Stages))]
    public void Compiled_references_follow_the_arrows(string stage)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{Prefix}{stage}.dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var references = metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..]);

        Assert.That(references, Is.SubsetOf(Arrows.Allowed[stage]));
    }

    [Test]
    public void Contracts_uses_no_package()
    {
        var project = XDocument.Load(Repository.File("src", "Contracts", $"{Prefix}Contracts.csproj"));

        Assert.That(project.Descendants("PackageReference"), Is.Empty);
    }

    [TestCaseSource(nameof(Stages))]
    public void Every_stage_has_a_test_project(string stage) =>
        Assert.That(Repository.File("tests", $"{stage}.Tests", $"{Prefix}{stage}.Tests.csproj"), Does.Exist);

    [Test]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Repository.File("SecurityDecisioning.sln"));
        var projects = new[] { "src", "tests", "tools" }
            .SelectMany(folder => Directory.GetFiles(Repository.File(folder), "*.csproj", SearchOption.AllDirectories))
            .Where(path => !path.Contains("node_modules", StringComparison.Ordinal))
            .Select(Path.GetFileName);

        Assert.That(projects.Where(p => !solution.Contains(p!, StringComparison.Ordinal)), Is.Empty);
    }
}
