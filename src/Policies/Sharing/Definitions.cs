using System.Diagnostics.CodeAnalysis;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>The variables and macros in reach of one policy: its own variables, then what the set shares.</summary>
internal sealed class Definitions(Definitions? shared = null)
{
    private readonly Dictionary<string, Definition> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Definition> _macros = new(StringComparer.Ordinal);

    public ExpansionBudget Budget { get; } = shared?.Budget ?? new ExpansionBudget();

    public IEnumerable<string> VariableNames => _variables.Keys.Concat(shared?.VariableNames ?? []);

    /// <summary>Adds it unless the name is taken; then the one that has it.</summary>
    public Definition? Add(Definition definition)
    {
        var taken = definition.IsMacro ? FindMacro(definition.Name.Value) : FindVariable(definition.Name.Value);
        if (taken is null)
        {
            (definition.IsMacro ? _macros : _variables)[definition.Name.Value] = definition;
        }

        return taken;
    }

    public Definition? FindVariable(string name) => _variables.GetValueOrDefault(name) ?? shared?.FindVariable(name);

    public Definition? FindMacro(string name) => _macros.GetValueOrDefault(name) ?? shared?.FindMacro(name);

    public bool TryFindMacro(string name, [NotNullWhen(true)] out Definition? macro) => (macro = FindMacro(name)) is not null;
}
