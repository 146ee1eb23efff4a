using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Cel.Parsing;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Policies.Sharing;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Tests.Sharing;

/// <summary>
/// A macro is its body with each argument in parentheses, under names that cannot meet: the tree expander against plain writing
/// of texts, over random bodies and arguments.
/// </summary>
[TestFixture]
internal sealed class ExpansionPropertyTests
{
    private static readonly string[] Operators = ["+", "-", "*"];

    [Test]
    public void Macro_means_what_writing_its_body_out_means() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20261121, 7), Prop.ForAll(
            Arb.From(Gen.Zip(Number(3, inBody: true), Number(2, inBody: false))), Agrees));

    private static bool Agrees((string Body, string Argument) given)
    {
        // In the macro its own variable has the name that the place of use has as well; written out it has one of its own.
        var body = given.Body.Replace("V", "x", StringComparison.Ordinal).Replace("P", "p", StringComparison.Ordinal);
        var written = given.Body.Replace("V", "other", StringComparison.Ordinal).Replace("P", $"({given.Argument})", StringComparison.Ordinal);

        var macro = Evaluate("[3, 4].map(x, m(" + given.Argument + "))", $"shared: true\nmacros: {{ m: {{ parameters: [p], body: '{body}' }} }}\n");
        var plain = Evaluate($"[3, 4].map(x, {written})", "shared: true\n");
        // What costs too much is refused however it is written.
        var isRefused = plain.Contains("[too-costly]", StringComparison.Ordinal) || plain.Contains("Code = too-costly", StringComparison.Ordinal);
        Assert.That(macro, isRefused ? Does.Contain("too-costly") : Is.EqualTo(plain).And.StartsWith("["), written);
        return true;
    }

    /// <summary>An expression that is a number; P stands for the parameter, V for a variable of the body, x for one around the use.</summary>
    private static Gen<string> Number(int depth, bool inBody)
    {
        var leaf = inBody ? Gen.Elements("P", "2", "7") : Gen.Elements("x", "5", "x + 1");
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Number(depth - 1, inBody);
        var sum = from a in inner from b in inner from op in Gen.Elements(Operators) select $"{a} {op} {b}";
        var choice = from a in inner from b in inner select $"({a} > {b} ? {a} : {b})";
        var through = from a in inner from b in inner
                      select inBody ? $"[{a}, {b}].map(V, V * 2 + {a})[1]" : $"[{a}].map(y, y + {b})[0]";
        return Gen.OneOf(leaf, sum, choice, through);
    }

    private static string Evaluate(string source, string shared)
    {
        var problems = new ProblemList();
        var documents = PolicyLoader.ReadDocuments([new PolicyFile("a.yaml", System.Text.Encoding.UTF8.GetBytes(shared))], problems);
        var scope = SharedScopeBuilder.Build(documents.Shared, problems);
        if (!problems.IsEmpty || !CelParser.TryParse(source, out var tree, out _))
        {
            return string.Join('\n', problems.ToList()) + source;
        }

        var program = TreeExpander.Expand(tree!, scope.Definitions, out var found) is { } expanded
            ? CelProgram.Compile(expanded, PolicyVocabulary.Environment, out found)
            : null;
        return program?.Evaluate().ToString() ?? string.Join('\n', found);
    }
}
