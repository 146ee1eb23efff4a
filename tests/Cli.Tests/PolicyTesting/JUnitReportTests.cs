using System.Xml.Linq;
using SecurityDecisioning.Cli.PolicyTesting;
using SecurityDecisioning.Policies.Testing;

namespace SecurityDecisioning.Cli.Tests.PolicyTesting;

internal sealed class JUnitReportTests
{
    /// <summary>A name is whatever somebody wrote: the report must be XML all the same. A runner loses tests with such names.</summary>
    [TestCase("\u0000\u0001\u001b[31m", "\uFFFD\uFFFD\uFFFD[31m", TestName = "Name_of_control_characters_is_replaced")]
    [TestCase("]]> <!-- \"quoted\" 🙂", "]]> <!-- \"quoted\" 🙂", TestName = "Name_that_looks_like_xml_is_kept")]
    public void Name_is_written_as_xml_can_hold_it(string name, string expected) => Assert.That(NameOf(name), Is.EqualTo(expected));

    /// <summary>An attribute of a test cannot carry half of a pair: metadata is UTF-8.</summary>
    [Test]
    public void Half_of_a_surrogate_pair_is_replaced() =>
        Assert.That(NameOf(new string(['\uFFFE', '\uD800', 'x'])), Is.EqualTo("\uFFFD\uFFFDx"));

    private static string NameOf(string name)
    {
        using var stream = new MemoryStream();
        var result = new PolicyTestResult("a.yaml", 3, name, name, false, name, name) { Why = [name] };

        JUnitReport.Write(new PolicyTestRun([result], []), stream);

        stream.Position = 0;
        var test = XDocument.Load(stream).Root!.Element("testsuite")!.Element("testcase")!;
        var written = test.Attribute("name")!.Value;
        Assert.That(test.Element("failure")!.Value, Does.EndWith(written));
        return written;
    }
}
