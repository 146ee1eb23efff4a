using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Functions;
using SecurityDecisioning.Policies.Cel.Parsing;
using SecurityDecisioning.Policies.Cel.Values;
using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>Variables and macros as written to definitions: parsed, without cycles, and each right by itself.</summary>
internal sealed class DefinitionsBuilder(ProblemList problems, Definitions? shared)
{
    private readonly List<Definition> _added = [];

    public Definitions Definitions { get; } = new(shared);

    public void AddVariables(SourceText source, IReadOnlyList<(Field Name, Field Value)> variables)
    {
        foreach (var (name, value) in variables)
        {
            Add(source, "variable", name, value, null);
        }
    }

    public void AddMacros(SourceText source, IReadOnlyList<MacroDocument> macros)
    {
        foreach (var macro in macros)
        {
            var report = new Reporter(source, problems);
            if (macro.Body is null)
            {
                report.At(macro.Name.Offset, "missing-key", "the macro has no `body`", "add `body:` with an expression");
            }
            else if (IsFree(macro, report) && HasGoodParameters(macro, report) && macro.Body.IsReadable)
            {
                Add(source, "macro", macro.Name, macro.Body, [.. macro.Parameters.Select(p => p.Value)]);
            }
        }
    }

    /// <summary>Reports definitions that use themselves, with the way round, and marks all on it as broken.</summary>
    public void FindCycles() => CycleFinder.Find(_added, Definitions, problems);

    /// <summary>Compiles each definition by itself, the parameters of macros taken as dyn: a mistake is told where it was made.</summary>
    /// <param name="environment">The names in scope; parameters are added under names that nobody can write.</param>
    public void Check(CelEnvironment environment)
    {
        foreach (var definition in _added.Where(d => !d.IsBroken))
        {
            foreach (var parameter in definition.Parameters ?? [])
            {
                environment.Add(new CelVariable(
                    TreeExpander.CheckedNameOf(parameter), CelType.Dyn, new ConstantNode(CelErrors.NoDecision)));
            }

            var body = TreeExpander.ExpandBody(definition, Definitions, out var found);
            if (body is not null)
            {
                CelProgram.Compile(body, environment, out found);
            }

            Report(definition, found);
        }
    }

    private void Report(Definition definition, IReadOnlyList<CelProblem> found)
    {
        var report = new Reporter(definition.Source, problems);
        foreach (var problem in found)
        {
            if (!definition.IsMacro || !IsOfItsUse(problem))
            {
                definition.IsBroken = true;
                report.In(definition.Text, problem);
            }
        }
    }

    /// <summary>What `threat(t)` of a parameter means, and what going through a parameter costs, only its use can tell.</summary>
    private static bool IsOfItsUse(CelProblem problem) =>
        problem.Code == "too-costly" || problem.Code.EndsWith("-argument", StringComparison.Ordinal);

    private void Add(SourceText source, string what, Field name, Field text, IReadOnlyList<string>? parameters)
    {
        var report = new Reporter(source, problems);
        if (!SharedNames.IsWord(name.Value))
        {
            report.At(name.Offset, "bad-name", $"`{name.Value}` is no name for a {what}", SharedNames.WordMend);
            return;
        }

        if (_added.Count >= DocumentLimits.Names)
        {
            report.At(name.Offset, "too-many", $"there are more than {DocumentLimits.Names} variables and macros", "remove some");
            return;
        }

        if (!CelParser.TryParse(text.Value, out var body, out var problem))
        {
            report.In(text, problem);
            return;
        }

        var definition = new Definition(source, name, text, body, parameters);
        if (Definitions.Add(definition) is { } taken)
        {
            report.At(name.Offset, "duplicate-name",
                $"a {what} `{name.Value}` is at {new Reporter(taken.Source, problems).Describe(taken.Name.Offset)} already",
                "give each a name of its own");
            return;
        }

        _added.Add(definition);
    }

    /// <summary>A macro may not be called as something that the language or the vocabulary has.</summary>
    private static bool IsFree(MacroDocument macro, Reporter report)
    {
        var name = macro.Name.Value;
        if (!CelFunctions.Names.Contains(name) && Vocabulary.PolicyVocabulary.Environment.FindForm(name) is null
            && MacroForm.UsageOf(name) is null)
        {
            return true;
        }

        report.At(macro.Name.Offset, "duplicate-name", $"the language has `{name}` already", "give the macro another name");
        return false;
    }

    private static bool HasGoodParameters(MacroDocument macro, Reporter report)
    {
        foreach (var parameter in macro.Parameters)
        {
            if (!SharedNames.IsWord(parameter.Value) || macro.Parameters.Find(p => p.Value == parameter.Value) != parameter)
            {
                report.At(parameter.Offset, "bad-name", $"`{parameter.Value}` is no name for a parameter here", SharedNames.WordMend);
                return false;
            }
        }

        if (macro.Parameters.Count > DocumentLimits.Parameters)
        {
            report.At(macro.Name.Offset, "too-many",
                $"the macro has {macro.Parameters.Count} parameters, more than {DocumentLimits.Parameters}", "remove some");
            return false;
        }

        return true;
    }
}
