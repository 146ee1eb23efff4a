using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Parsing;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Documents.Validation;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Policies.Proving;
using SecurityDecisioning.Policies.Sharing;
using SecurityDecisioning.Policies.Testing;

namespace SecurityDecisioning.Policies.Compilation;

/// <summary>A document to a policy that decides: validated, its conditions compiled and guarded. Every problem is collected.</summary>
internal sealed class PolicyCompiler(ProblemList problems, SharedScope scope)
{
    private static readonly PolicyDocumentValidator Validator = new();

    /// <summary>The policy in <paramref name="mode"/> (its own where null), or null where the document is wrong.</summary>
    public CompiledPolicy? Compile(PolicyDocument document, PolicyMode? mode = null) => Compile(document, mode, null);

    /// <summary>The policy as its own tests meet it: enforced for everybody, whatever its mode and rollout.</summary>
    public CompiledPolicy? CompileForTests(PolicyDocument document) => Compile(document, PolicyMode.Enforce, 100);

    private CompiledPolicy? Compile(PolicyDocument document, PolicyMode? mode, int? rollout)
    {
        var before = problems.Count;
        foreach (var failure in Validator.Validate(document).Errors)
        {
            var finding = failure.CustomState as Finding ?? new Finding(document.Offset, "");
            Report(document.Source, finding.Offset, failure.ErrorCode, failure.ErrorMessage, finding.Mend);
        }

        var definitions = DefinitionsOf(document);
        var programs = document.Rules.Take(DocumentLimits.Rules).Select(r => Compile(document.Source, r, definitions)).ToList();
        TestScope.Check(scope, document, new Reporter(document.Source, problems));

        // A rule that uses a broken definition of the set is not compiled; the definition's problem was told before.
        return problems.Count == before && !programs.Contains(null) ? Build(document, programs, mode, rollout) : null;
    }

    private Definitions DefinitionsOf(PolicyDocument document)
    {
        if (document.Variables.Count == 0)
        {
            return scope.Definitions;
        }

        var builder = new DefinitionsBuilder(problems, scope.Definitions);
        builder.AddVariables(document.Source, document.Variables);
        builder.FindCycles();
        builder.Check(scope.Environment);
        return builder.Definitions;
    }

    private CelProgram? Compile(SourceText source, RuleDocument rule, Definitions definitions)
    {
        LoadPace.Step();
        if (rule.When is not { IsReadable: true } when)
        {
            return null;
        }

        var program = Compile(when.Value, definitions, out var found);
        foreach (var problem in found)
        {
            Report(source, ScalarMap.OffsetInFile(source.Text, when, problem.Offset), problem.Code, problem.Message, problem.Mend);
        }

        if (program is null)
        {
            return null;
        }

        if (!program.Expression.Type.Fits(CelType.Bool))
        {
            Report(source, ScalarMap.OffsetInFile(source.Text, when, 0), "not-a-condition",
                $"the condition is {program.Expression.Type.WithArticle}, not true or false", "compare it with something");
        }

        if (rule.IsPunitive && new LocationGuard(program.Expression).Offender() is { } offender)
        {
            Report(source, ScalarMap.OffsetInFile(source.Text, when, offender.Offset), "location-alone",
                $"`{rule.Action!.Value}` could fall on somebody for where they are alone: `{offender}` is enough",
                "require something that was done as well, for example a threat's probability, failed logins or a new device");
        }

        return program;
    }

    private CelProgram? Compile(string when, Definitions definitions, out IReadOnlyList<CelProblem> found)
    {
        if (!CelParser.TryParse(when, out var written, out var problem))
        {
            found = [problem];
            return null;
        }

        return TreeExpander.Expand(written, definitions, out found) is { } expanded
            ? CelProgram.Compile(expanded, scope.Environment, out found)
            : null;
    }

    private static CompiledPolicy Build(PolicyDocument document, List<CelProgram?> programs, PolicyMode? mode, int? rollout)
    {
        var effective = mode ?? (PolicyModes.TryParse(document.Mode!.Value, out var own) ? own : PolicyMode.Off);
        var rules = document.Rules.Select((r, i) => RuleSummaries.Of(document.Source, r, programs[i]!.Expression)).ToList();
        var summary = PolicySummaries.Of(document, effective, rules);
        summary = rollout is { } percent ? summary with { Rollout = percent } : summary;

        // What names the request most closely counts more than all that follows it together.
        var specificity = (document.Routes.Count > 0 ? 16 : 0) + (document.Paths.Count > 0 ? 8 : 0)
            + (document.Hosts.Count > 0 ? 4 : 0) + (document.Methods.Count > 0 ? 2 : 0) + (document.Operations.Count > 0 ? 1 : 0);
        var operations = Mask(document.Operations);
        return new CompiledPolicy(summary, [.. rules.Select((rule, i) => new CompiledRule(
            rule, programs[i]!.Node, summary.Name, effective, summary.Threat, specificity, operations)
        {
            Checked = programs[i]!.Expression,
        })]);
    }

    private static uint Mask(List<Field> operations) => operations.Aggregate(
        0u, (mask, name) => mask | (Operations.TryParse(name.Value, out var operation) ? Restriction.MaskOf(operation) : 0));

    private void Report(SourceText source, int offset, string code, string message, string mend)
    {
        var at = source.PositionOf(offset);
        problems.Add(new PolicyProblem(source.File, at.Line, at.Column, code, message, mend));
    }
}
