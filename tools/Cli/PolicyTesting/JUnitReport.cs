using System.Globalization;
using System.Text;
using System.Xml;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Testing;

namespace SecurityDecisioning.Cli.PolicyTesting;

/// <summary>
/// A run as JUnit XML, which build servers show: a suite for each policy, a case for each test, and a suite of errors for
/// documents that do not load. The form is the one that Jenkins' xunit plug-in publishes (junit-10.xsd).
/// </summary>
internal static class JUnitReport
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineChars = "\n",
    };

    public static void Write(PolicyTestRun run, string path)
    {
        using var stream = File.Create(path);
        Write(run, stream);
    }

    public static void Write(PolicyTestRun run, Stream output)
    {
        using var xml = XmlWriter.Create(output, Settings);
        xml.WriteStartElement("testsuites");
        WriteCounts(xml, run.Results.Count + run.Problems.Count, run.Failed, run.Problems.Count, run.ElapsedMs);
        foreach (var policy in run.Results.GroupBy(r => (r.File, r.Policy)))
        {
            Write(xml, policy.Key.Policy, policy.Key.File, [.. policy]);
        }

        if (run.Problems.Count > 0)
        {
            Write(xml, run.Problems);
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, string policy, string file, List<PolicyTestResult> results)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", policy);
        WriteCounts(xml, results.Count, results.Count(r => !r.Passed), 0, results.Sum(r => r.ElapsedMs));
        foreach (var result in results)
        {
            xml.WriteStartElement("testcase");
            Attribute(xml, "classname", policy);
            Attribute(xml, "name", result.Test);
            Attribute(xml, "file", file);
            Attribute(xml, "line", result.Line.ToString(CultureInfo.InvariantCulture));
            Attribute(xml, "time", Seconds(result.ElapsedMs));
            if (!result.Passed)
            {
                xml.WriteStartElement("failure");
                Attribute(xml, "type", "expectation");
                Attribute(xml, "message", $"expected {result.Expected}, got {result.Actual}");
                xml.WriteString(Clean($"{result.File}:{result.Line}\n{string.Join('\n', result.Why)}"));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, IReadOnlyList<PolicyProblem> problems)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", "documents");
        WriteCounts(xml, problems.Count, 0, problems.Count, 0);
        foreach (var problem in problems)
        {
            xml.WriteStartElement("testcase");
            Attribute(xml, "classname", "documents");
            Attribute(xml, "name", $"{problem.File}:{problem.Line}:{problem.Column}");
            Attribute(xml, "file", problem.File);
            Attribute(xml, "line", problem.Line.ToString(CultureInfo.InvariantCulture));
            xml.WriteStartElement("error");
            Attribute(xml, "type", problem.Code);
            Attribute(xml, "message", problem.ToString());
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, int tests, int failures, int errors, double elapsedMs)
    {
        Attribute(xml, "tests", tests.ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "failures", failures.ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "errors", errors.ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "time", Seconds(elapsedMs));
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Clean(value));

    private static string Seconds(double milliseconds) => (milliseconds / 1000).ToString("0.000000", CultureInfo.InvariantCulture);

    /// <summary>Names and values come from files that anybody may have written; what XML cannot hold is replaced.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isAllowed = rune.Value is '\t' or '\n' or '\r' or >= 0x20 and < 0xFFFE or >= 0x10000;
            clean.Append(isAllowed ? rune.ToString() : "\uFFFD");
        }

        return clean.ToString();
    }
}
