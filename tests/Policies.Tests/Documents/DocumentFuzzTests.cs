using System.Text;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Policies.Tests.Documents.Schema;

namespace SecurityDecisioning.Policies.Tests.Documents;

/// <summary>
/// Broken files of every kind, a fixed number from a fixed seed: each is a set or a list of problems with places inside the
/// file, never an exception. Files come from people and from whatever can write into a folder that is watched.
/// </summary>
[TestFixture]
internal sealed class DocumentFuzzTests
{
    private const int Mutants = 500;
    private const int Noise = 3_000;

    private static readonly string[] Bits =
    [
        "&a ", "*a", "!!x ", "|", ">", "- ", ": ", "{", "}", "[", "]", "\"", "'", "#", "\n", "\r\n", "\t", "---\n", "...\n", "? ", "null",
        "\u0000", "\uFEFF", "\u2028", "\U0001F431", "vars.a", "list(\"vip\")", "name: ", "rules:\n", "99999999999999999999", "-1", "~",
        "shared: true\n", "2026-13-45", "* * * * *", "100%", "true",
    ];

    [Test]
    public void Any_mutant_of_a_good_document_is_read_or_refused_with_places_inside_it()
    {
        var originals = Directory.GetFiles(ShippedPack.Folder, "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllText)
            .Append(FullDocuments.Policy).Append(FullDocuments.Shared).ToArray();
        var random = new Random(20_261_121);
        for (var i = 0; i < Mutants; i++)
        {
            var text = originals[random.Next(originals.Length)];
            for (var changes = random.Next(1, 5); changes > 0; changes--)
            {
                text = Change(text, random);
            }

            CheckPlaces(Encoding.UTF8.GetBytes(text));
        }
    }

    [Test]
    public void Any_bytes_are_read_or_refused_with_places_inside_them()
    {
        var random = new Random(19_730_105);
        for (var i = 0; i < Noise; i++)
        {
            var bytes = new byte[random.Next(0, 400)];
            random.NextBytes(bytes);
            if (i % 2 == 0)
            {
                // Printable, so that more of it comes as far as the parser.
                bytes = Array.ConvertAll(bytes, b => (byte)(b % 97 == 96 ? '\n' : ' ' + (b % 95)));
            }

            CheckPlaces(bytes);
        }
    }

    public static IEnumerable<TestCaseData> Monsters()
    {
        yield return Monster("a text of a mebibyte", "name: " + new string('x', 1_000_000));
        yield return Monster("a quoted text that never ends", "name: \"" + new string('x', 900_000));
        yield return Monster("a block of a mebibyte", "name: |\n" + string.Concat(Enumerable.Repeat("  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n", 28_000)));
        yield return Monster("brackets as deep as the file is long", new string('[', 1_000_000));
        yield return Monster("braces as deep as the file is long", new string('{', 1_000_000));
        yield return Monster("lists in lists, line by line", string.Concat(Enumerable.Range(0, 1_000).Select(i => new string(' ', i) + "-\n")));
        yield return Monster("a dash a line", string.Concat(Enumerable.Repeat("- ", 400_000)));
        yield return Monster("question marks", string.Concat(Enumerable.Repeat("? ", 400_000)));
        yield return Monster("colons", string.Concat(Enumerable.Repeat(": ", 400_000)));
        yield return Monster("anchors", string.Concat(Enumerable.Range(0, 50_000).Select(i => $"a{i}: &a{i} x\n")));
        yield return Monster("half a million line ends", new string('\n', 500_000) + "name: [");
        yield return Monster("a comment of a mebibyte", "# " + new string('x', 1_000_000));
        yield return Monster("documents", string.Concat(Enumerable.Repeat("---\n", 250_000)));
        yield return Monster("directives", string.Concat(Enumerable.Repeat("%TAG ! x\n", 100_000)));
        yield return Monster("a condition of a mebibyte", PolicyTexts.Rule($"'{string.Concat(Enumerable.Repeat("f.ip.logins_5m > 1 || ", 45_000))}true'"));
        yield return Monster("six thousand rules", "name: many\nrules: [" + string.Join(',', Enumerable.Repeat("{name: a}", 6_000)) + "]");
        yield return Monster("a list of nineteen thousand entries", "shared: true\nlists:\n  l: { kind: text, entries: [" + string.Join(',', Enumerable.Range(0, 19_000)) + "] }");
    }

    [TestCaseSource(nameof(Monsters))]
    public void Monster_is_refused_with_a_place(string text)
    {
        var problems = CheckPlaces(Encoding.UTF8.GetBytes(text));

        Assert.That(problems, Is.Not.Empty);
    }

    private static TestCaseData Monster(string name, string text) => new TestCaseData(text).SetArgDisplayNames(name);

    private static IReadOnlyList<PolicyProblem> CheckPlaces(byte[] bytes)
    {
        var result = PolicyLoader.Build([new PolicyFile("a.yaml", bytes)], null, new ProblemList());
        var lines = bytes.Count(b => b is (byte)'\n' or (byte)'\r') + 2;
        Assert.That(result.Set is null, Is.EqualTo(result.Problems.Count > 0));
        foreach (var problem in result.Problems)
        {
            Assert.That(problem.Message, Is.Not.Empty);
            Assert.That(problem.Line, Is.InRange(0, lines), problem.ToString());
            Assert.That(problem.Column, Is.InRange(0, bytes.Length + 1), problem.ToString());
        }

        return result.Problems;
    }

    private static string Change(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        switch (random.Next(6))
        {
            case 0:
                return text.Insert(at, Bits[random.Next(Bits.Length)]);
            case 1:
                return text.Remove(at, Math.Min(random.Next(1, 40), text.Length - at));
            case 2:
                return at == text.Length ? text : text.Remove(at, 1).Insert(at, ((char)random.Next(1, 0x250)).ToString());
            case 3:
                var lines = text.Split('\n');
                lines[random.Next(lines.Length)] = lines[random.Next(lines.Length)];
                return string.Join('\n', lines);
            case 4:
                var length = Math.Min(random.Next(1, 200), text.Length - at);
                return text.Insert(random.Next(text.Length + 1), text.Substring(at, length));
            default:
                return text.Replace("\n", "\r\n", StringComparison.Ordinal);
        }
    }
}
