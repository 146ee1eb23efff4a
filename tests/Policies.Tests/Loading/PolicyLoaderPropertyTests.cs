using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Policies.Tests.Documents;

namespace SecurityDecisioning.Policies.Tests.Loading;

/// <summary>Whatever the file holds, there is a set or there are problems with places inside the file; never an exception.</summary>
[TestFixture]
internal sealed class PolicyLoaderPropertyTests
{
    private static readonly string[] Pieces =
    [
        "name: a", "rules:", "- ", "  ", "\n", "\r\n", "{", "}", "[", "]", ": ", "'", "\"", "|", ">", "&a ", "*a ", "!!x ", "#", "---",
        "when: ", "f.ip.logins_5m > 3", "then: ", "tests:", "\t", "?", "\u0085", "é", "\U0001F431", "%YAML 1.2", "...", "0", "null",
    ];

    [Test]
    public void Any_sequence_of_pieces_is_read_or_refused() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(20260105, 13), Prop.ForAll(
            Arb.From(Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces))),
            text => IsReadOrRefused(text)));

    [Test]
    public void Good_policy_with_any_part_lost_or_doubled_is_read_or_refused() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(20260105, 15), Prop.ForAll(
            Arb.From(Gen.Choose(0, BadPolicies.GoodText.Length).Two()),
            cut => IsReadOrRefused(BadPolicies.GoodText[..Math.Max(cut.Item1, cut.Item2)] + BadPolicies.GoodText[Math.Min(cut.Item1, cut.Item2)..])));

    private static bool IsReadOrRefused(string text)
    {
        var result = PolicyLoader.LoadText("a.yaml", text);
        var lines = text.Count(c => c == '\n') + text.Count(c => c == '\r') + text.Count(c => c == '\u0085') + 2;
        return (result.Set is not null) == (result.Problems.Count == 0)
            && result.Problems.All(p => p.Message.Length > 0 && p.Line >= 0 && p.Line <= lines && p.Column >= 0);
    }
}
