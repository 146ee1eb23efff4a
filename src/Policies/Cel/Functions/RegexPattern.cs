using System.Text.RegularExpressions;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>
/// Patterns of <c>matches</c>: short, without counted repetitions that multiply, run by the engine whose time is linear in the text
/// (no backtracking, hence no look-around and no back-references, as in RE2, whose syntax cel-spec asks for).
/// </summary>
internal static class RegexPattern
{
    /// <summary>Why the pattern of this call cannot be used, or null.</summary>
    public static CelProblem? Problem(CelCall call, bool allowsDynamic)
    {
        var pattern = call.Arguments[^1];
        if (pattern is not CelLiteral { Value: { Kind: CelKind.String } literal })
        {
            return allowsDynamic
                ? null
                : new CelProblem(pattern.Offset, "pattern-not-literal", "the pattern of `matches` is not a string literal",
                    "write it out: it is compiled with the rule, not with each request");
        }

        return TryCompile(literal.AsString, out _, out var why)
            ? null
            : new CelProblem(pattern.Offset, "bad-pattern", $"the pattern cannot be used: {why}", "simplify it");
    }

    public static bool TryCompile(string pattern, out Regex? regex, out string why)
    {
        regex = null;
        if (pattern.Length > CelLimits.PatternLength)
        {
            why = $"it has {pattern.Length} characters, more than {CelLimits.PatternLength}";
            return false;
        }

        if (RegexSize.Of(pattern) > CelLimits.PatternPositions)
        {
            why = $"written out, its repetitions have more than {CelLimits.PatternPositions} positions";
            return false;
        }

        try
        {
            var translated = RegexSyntax.Translate(pattern);
            var compiled = new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            var hasFewStates = RegexStates.AreAtMost(translated, CelLimits.PatternStates);
            regex = hasFewStates ? compiled : null;
            why = hasFewStates ? "" : $"texts can lead it to more than {CelLimits.PatternStates} sets of states: what follows an "
                + "unbounded part, or may begin anywhere, is counted too far";
            return hasFewStates;
        }
        catch (RegexParseException e)
        {
            why = e.Message;
            return false;
        }
        catch (NotSupportedException)
        {
            why = "look-around, back-references and atomic groups are not supported";
            return false;
        }
    }
}
