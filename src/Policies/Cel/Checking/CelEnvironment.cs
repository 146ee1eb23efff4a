using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>The names in scope: variables by dotted name, and forms.</summary>
internal sealed class CelEnvironment
{
    private readonly Dictionary<string, CelVariable> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CelForm> _forms = new(StringComparer.Ordinal);
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);

    public CelEnvironment()
    {
        foreach (var kind in Enum.GetValues<CelKind>())
        {
            if (CelTypeNames.ValueOf(kind) is { Kind: CelKind.Type } type)
            {
                Add(new CelVariable(type.AsText, CelType.Type, new ConstantNode(type)));
            }
        }
    }

    public IEnumerable<string> Names => _variables.Keys;

    public IEnumerable<string> FormNames => _forms.Keys;

    /// <summary>The dotted name that names are looked up below first (cel-spec, "Name resolution"); empty for none.</summary>
    public string Container { get; init; } = "";

    /// <summary>
    /// Whether the pattern of <c>matches</c> may be something else than a literal. A pattern that a request could influence would be
    /// compiled while the request waits, so policies do without.
    /// </summary>
    public bool AllowsDynamicPatterns { get; init; }

    /// <summary>The largest estimate that an expression may have (<see cref="Costs.CostEstimator"/>).</summary>
    public double CostLimit { get; init; } = CelLimits.Cost;

    public void Add(CelVariable variable)
    {
        _variables[variable.Name] = variable;
        for (var dot = variable.Name.IndexOf('.', StringComparison.Ordinal); dot > 0;)
        {
            _groups.Add(variable.Name[..dot]);
            dot = variable.Name.IndexOf('.', dot + 1);
        }
    }

    public void Add(string name, CelForm form) => _forms[name] = form;

    /// <summary>The variable that <paramref name="name"/> means within the container: the longest prefix of it that fits.</summary>
    public CelVariable? Find(string name)
    {
        for (var container = Container; container.Length > 0;)
        {
            if (_variables.GetValueOrDefault($"{container}.{name}") is { } variable)
            {
                return variable;
            }

            container = container.LastIndexOf('.') is > 0 and var dot ? container[..dot] : "";
        }

        return FindRooted(name);
    }

    /// <summary>The variable of exactly this name.</summary>
    public CelVariable? FindRooted(string name) => _variables.GetValueOrDefault(name);

    public CelForm? FindForm(string name) => _forms.GetValueOrDefault(name);

    /// <summary>Whether names begin with <paramref name="name"/> and a dot.</summary>
    public bool IsGroup(string name) => _groups.Contains(name);
}
