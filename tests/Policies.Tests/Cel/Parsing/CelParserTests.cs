using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Cel.Parsing;
using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Tests.Cel.Parsing;

[TestFixture]
internal sealed class CelParserTests
{
    [TestCase("1 + 2 * 3", "1 + 2 * 3")]
    [TestCase("(1 + 2) * 3", "(1 + 2) * 3")]
    [TestCase("1 - (2 - 3)", "1 - (2 - 3)")]
    [TestCase("a || b && c", "a || b && c")]
    [TestCase("(a || b) && c", "(a || b) && c")]
    [TestCase("a ? b : c ? d : e", "a ? b : c ? d : e")]
    [TestCase("(a ? b : c) ? d : e", "(a ? b : c) ? d : e")]
    [TestCase("a.b.c(1, 'x')[2].d", "a.b.c(1, \"x\")[2].d")]
    [TestCase("{'a': [1, 2u, 3.0]}", "{\"a\": [1, 2u, 3.0]}")]
    [TestCase("!(a && b)", "!(a && b)")]
    [TestCase("-(1)", "-(1)")]
    [TestCase("- 1", "-1")]
    [TestCase("1-1", "1 - 1")]
    [TestCase("[1,]", "[1]")]
    [TestCase(".a.b", ".a.b")]
    [TestCase("a.?b[?c].`d-e`", "a.?b[?c].`d-e`")]
    [TestCase("[?a, b]", "[?a, b]")]
    [TestCase("{?a: b, c: d}", "{?a: b, c: d}")]
    [TestCase("[1].exists(x, x > 0) && has(a.b)", "[1].exists(x, x > 0) && has(a.b)")]
    [TestCase("a // a comment\n && b", "a && b")]
    [TestCase("!(-x)", "!(-x)")]
    public void Tree_prints_as_source_of_the_same_tree(string source, string printed)
    {
        Assert.That(CelParser.TryParse(source, out var tree, out var problem), problem.Message);
        Assert.That(tree.ToString(), Is.EqualTo(printed));
        Assert.That(CelParser.TryParse(printed, out var again, out _));
        Assert.That(CelTrees.AreSame(tree, again), "the printed source reads as another tree");
    }

    [TestCase("", 0, "syntax")]
    [TestCase("1 +", 3, "syntax")]
    [TestCase("f.ip.x >= >= 5", 10, "syntax")]
    [TestCase("(1 + 2", 6, "syntax")]
    [TestCase("a b", 2, "syntax")]
    [TestCase("a = 5", 2, "bad-character")]
    [TestCase("a & b", 2, "bad-character")]
    [TestCase("a \u201Cb\u201D", 2, "bad-character")]
    [TestCase("'abc", 0, "unclosed-string")]
    [TestCase("a && 'abc\n'", 5, "unclosed-string")]
    [TestCase("'a\\qb'", 2, "bad-escape")]
    [TestCase("'\\uD800'", 1, "bad-escape")]
    [TestCase("'\\xZZ'", 1, "bad-escape")]
    [TestCase("5m", 0, "bad-number")]
    [TestCase("9223372036854775808", 0, "number-out-of-range")]
    [TestCase("-9223372036854775809", 0, "number-out-of-range")]
    [TestCase("18446744073709551616u", 0, "number-out-of-range")]
    [TestCase("1e999", 0, "number-out-of-range")]
    [TestCase("for + 1", 0, "reserved-word")]
    [TestCase("f(1,)", 4, "syntax")]
    [TestCase("a ? b", 5, "syntax")]
    [TestCase("{1 2}", 3, "syntax")]
    public void Wrong_source_is_told_with_its_place(string source, int offset, string code)
    {
        Assert.That(CelParser.TryParse(source, out _, out var problem), Is.False);
        Assert.That((problem.Offset, problem.Code), Is.EqualTo((offset, code)), problem.Message);
    }

    [TestCase("(", ")")]
    [TestCase("[", "]")]
    [TestCase("f(", ")")]
    [TestCase("a[", "]")]
    [TestCase("true ? true : ", "")]
    [TestCase("{1: ", "}")]
    public void Deep_nesting_is_a_problem_not_a_crash(string open, string close)
    {
        foreach (var levels in new[] { CelLimits.Depth + 1, 5000 })
        {
            var source = string.Concat(Enumerable.Repeat(open, levels)) + "1" + string.Concat(Enumerable.Repeat(close, levels));
            Assert.That(CelParser.TryParse(source, out _, out var problem), Is.False);
            Assert.That(problem.Code, Is.EqualTo("too-deep").Or.EqualTo("expression-too-long"));
        }
    }

    [TestCase("!")]
    [TestCase("-")]
    public void Many_signs_are_a_problem_not_a_crash(string sign)
    {
        var source = string.Concat(Enumerable.Repeat(sign, 10_000)) + "x";
        Assert.That(CelParser.TryParse(source, out _, out var problem), Is.False);
        Assert.That(problem.Code, Is.EqualTo("too-deep"));
    }

    [Test]
    public void Long_chains_of_arithmetic_and_selection_are_problems_not_crashes()
    {
        foreach (var source in new[] { "1" + string.Concat(Enumerable.Repeat("+1", 4000)), "a" + string.Concat(Enumerable.Repeat(".b", 4000)) })
        {
            Assert.That(CelParser.TryParse(source, out _, out var problem), Is.False);
            Assert.That(problem.Code, Is.EqualTo("too-deep"));
        }
    }

    [Test]
    public void Long_chains_of_logic_are_fine()
    {
        var source = string.Join(" || ", Enumerable.Repeat("a", 2000));
        Assert.That(CelParser.TryParse(source, out var tree, out var problem), problem.Message);
        Assert.That(((CelLogic)tree).Operands, Has.Count.EqualTo(2000));
    }

    [Test]
    public void Source_nodes_and_literals_are_bounded()
    {
        Assert.Multiple(() =>
        {
            Assert.That(CodeOf(new string(' ', CelLimits.SourceLength + 1)), Is.EqualTo("expression-too-long"));
            Assert.That(CodeOf("[" + string.Join(',', Enumerable.Repeat("1", CelLimits.Nodes + 1)) + "]"), Is.EqualTo("too-large"));
            Assert.That(CodeOf("'" + new string('a', CelLimits.LiteralLength + 1) + "'"), Is.EqualTo("literal-too-long"));
        });

        static string CodeOf(string source) => CelParser.TryParse(source, out _, out var problem) ? "" : problem.Code;
    }
}
