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
        foreach (var type in new[] { "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type" })
        {
            Add(new CelVariable(type, CelType.Type, new ConstantNode(CelValue.OfType(type))));
        }
    }

    public IEnumerable<string> Names => _variables.Keys;

    public IEnumerable<string> FormNames => _forms.Keys;

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

    public CelVariable? Find(string name) => _variables.GetValueOrDefault(name);

    public CelForm? FindForm(string name) => _forms.GetValueOrDefault(name);

    /// <summary>Whether names begin with <paramref name="name"/> and a dot.</summary>
    public bool IsGroup(string name) => _groups.Contains(name);
}
