using System.Xml.Linq;
using SecurityDecisioning.Cli.PolicyTesting;
using SecurityDecisioning.Policies.Testing;

namespace SecurityDecisioning.Cli.Tests.PolicyTesting;

internal sealed class JUnitReportTests
{
    /// <summary>A name is whatever somebody wrote: the report must be XML all the same.</summary>
    [TestCase("\u0000\u0001\u001b[31m", "\uFFFD\uFFFD\uFFFD[31m")]
    [TestCase("\uFFFE\uD800x", "\uFFFD\uFFFDx")]
    [TestCase("]]> <!-- \"quoted\" 🙂", "]]> <!-- \"quoted\" 🙂")]
    public void Names_that_xml_cannot_hold_are_replaced(string name, string expected)
    {
        using var stream = new MemoryStream();
        var result = new PolicyTestResult("a.yaml", 3, name, name, false, name, name) { Why = [name] };

        JUnitReport.Write(new PolicyTestRun([result], []), stream);

        stream.Position = 0;
        var test = XDocument.Load(stream).Root!.Element("testsuite")!.Element("testcase")!;
        Assert.That(test.Attribute("name")!.Value, Is.EqualTo(expected));
        Assert.That(test.Element("failure")!.Value, Does.EndWith(expected));
    }
}
