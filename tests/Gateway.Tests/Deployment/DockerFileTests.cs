using System.Xml.Linq;
using SecurityDecisioning.Gateway.Settings;

namespace SecurityDecisioning.Gateway.Tests.Deployment;

internal sealed class DockerFileTests
{
    [Test]
    public void Base_images_are_pinned()
    {
        var stages = new HashSet<string>();
        Assert.Multiple(() =>
        {
            foreach (var from in DockerFile.All("FROM"))
            {
                var words = from.Split(' ');
                Assert.That(stages.Contains(words[0]) || words[0].Split('/')[^1].Contains(':'), from);
                Assert.That(words[0], Does.Not.EndWith(":latest"));
                stages.Add(words[^1]);
            }
        });
    }

    [Test]
    public void What_is_copied_in_is_there() => Assert.Multiple(() =>
    {
        foreach (var copy in DockerFile.All("COPY").Where(c => !c.StartsWith("--from", StringComparison.Ordinal)))
        {
            foreach (var source in copy.Split(' ')[..^1])
            {
                var path = Repository.File(source);
                Assert.That(File.Exists(path) || Directory.Exists(path), source);
            }
        }
    });

    [Test]
    public void Published_projects_make_the_programs_that_are_started() => Assert.Multiple(() =>
    {
        var published = DockerFile.All("RUN").Where(r => r.StartsWith("dotnet publish", StringComparison.Ordinal)).Select(r => r.Split(' ')[2]);
        var made = published.Select(project => $"{Assembly(Directory.GetFiles(Repository.File(project), "*.csproj").Single())}.dll").ToArray();
        var started = new[] { DockerFile.Entrypoint[1], DockerFile.HealthCheck[1] }
            .Concat(new ComposeFile().Own.SelectMany(s => s.Entrypoint).Where(w => w.EndsWith(".dll", StringComparison.Ordinal)));
        Assert.That(started.Select(path => path.Split('/')[^1]).Distinct(), Is.SubsetOf(made));
    });

    [Test]
    public void It_runs_without_rights_and_shows_the_ports_it_listens_on() => Assert.Multiple(() =>
    {
        Assert.That(DockerFile.Last("USER"), Is.Not.EqualTo("root").And.Not.EqualTo("0"));
        Assert.That(
            DockerFile.Last("EXPOSE").Split(' '),
            Is.EquivalentTo(new[] { $"{GatewaySettings.DefaultGatewayPort}", $"{GatewaySettings.DefaultConsolePort}" }));
    });

    private static string Assembly(string project) =>
        XDocument.Load(project).Descendants("AssemblyName").FirstOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(project);
}
