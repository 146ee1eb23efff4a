using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Parsing;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Tests.Cel.Parsing;

[TestFixture]
internal sealed class CelParserPropertyTests
{
    private static readonly string[] Words =
    [
        "f.ip.login_failed_5m", "f", ".", "request.path", "threat", "(", ")", "[", "]", "{", "}", ",", ":", "?", "&&", "||", "!",
        "-", "+", "*", "/", "%", "<", "<=", "==", "!=", "in", "1", "2u", "3.5", "0x", "1e", "'a'", "\"", "'''", "r'\\'", "b'\\xff'",
        "true", "null", "matches", "size", "\\", "\n", "//", "\u0000", "\uD800", "known", "9223372036854775808", "é",
    ];

    private static readonly CelOperator[] Operators = Enum.GetValues<CelOperator>();
    private static readonly CelValue[] Constants = [CelValue.True, CelValue.False, CelValue.Null, CelValue.Of([0, 255, 65])];

    [Test]
    public void Printed_trees_read_as_the_same_tree() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20260105, 7), Prop.ForAll(
            Arb.From(Trees(5)),
            tree => CelParser.TryParse(tree.ToString(), out var again, out _) && CelTrees.AreSame(tree, again)));

    [Test]
    public void Any_sequence_of_words_is_read_or_refused_within_its_text() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000).WithReplay(20260105, 9), Prop.ForAll(
            Arb.From(Gen.Elements(Words).ListOf().Select(words => string.Join(' ', words))),
            source => IsReadOrRefused(source)));

    [Test]
    public void Any_text_is_read_or_refused_within_its_text() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000).WithReplay(20260105, 11), Prop.ForAll(
            ArbMap.Default.ArbFor<string>().Filter(s => s is not null),
            source => IsReadOrRefused(source)));

    /// <summary>Parses, checks, compiles and evaluates whatever it is; a crash fails the property, an error does not.</summary>
    private static bool IsReadOrRefused(string source)
    {
        if (!CelParser.TryParse(source, out var tree, out var problem))
        {
            return problem.Message.Length > 0 && problem.Offset >= 0 && problem.Offset <= source.Length;
        }

        var expression = CelChecker.Check(tree, PolicyVocabulary.Environment, out var problems);
        var value = CelCompiler.Compile(expression).Value(new EvaluationFrame(PolicyTexts.Frame(SampleEvents.Request())));
        return value.ToString().Length > 0 && problems.All(p => p.Offset >= 0 && p.Offset <= source.Length);
    }

    private static Gen<CelExpression> Trees(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Elements<long>(0, 1, -1, 42, long.MaxValue, long.MinValue).Select(v => (CelExpression)new CelLiteral(0, CelValue.Of(v))),
            Gen.Elements<ulong>(0, 7, ulong.MaxValue).Select(v => (CelExpression)new CelLiteral(0, CelValue.Of(v))),
            Gen.Elements<double>(0, -1.5, 1e300, 5.0, -0.25).Select(v => (CelExpression)new CelLiteral(0, CelValue.Of(v))),
            Gen.Elements("", "a", "\"'\\\n\t\u0001é\U0001F62C").Select(v => (CelExpression)new CelLiteral(0, CelValue.Of(v))),
            Gen.Elements(Constants).Select(v => (CelExpression)new CelLiteral(0, v)),
            Gen.Elements("a", "f", "name_1").Select(n => (CelExpression)new CelIdentifier(0, n)));
        if (depth == 0)
        {
            return leaf;
        }

        var below = Trees(depth - 1);
        var list = below.ListOf(2).Select(l => (IReadOnlyList<CelExpression>)l);
        return Gen.OneOf(
            leaf,
            below.Select(o => (CelExpression)new CelSelect(0, o, "field")),
            list.Select(l => (CelExpression)new CelIndex(0, l[0], l[1])),
            list.Select(l => (CelExpression)new CelCall(0, null, "g", l)),
            list.Select(l => (CelExpression)new CelCall(0, l[0], "m", [l[1]])),
            list.Select(l => (CelExpression)new CelList(0, l)),
            list.Select(l => (CelExpression)new CelMapLiteral(0, [l[0]], [l[1]])),
            below.Select(o => (CelExpression)new CelUnary(0, true, o)),
            below.Select(o => (CelExpression)new CelUnary(0, false, o)),
            Gen.Elements(Operators).SelectMany(op => list.Select(l => (CelExpression)new CelBinary(0, op, l[0], l[1]))),
            list.Select(l => (CelExpression)new CelLogic(0, true, l)),
            list.Select(l => (CelExpression)new CelLogic(0, false, l)),
            below.ListOf(3).Select(l => (CelExpression)new CelConditional(0, l[0], l[1], l[2])));
    }
}
