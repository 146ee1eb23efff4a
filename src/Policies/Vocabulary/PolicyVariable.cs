using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Compilation;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary>A variable of conditions, with what it tells.</summary>
internal sealed class PolicyVariable(string name, CelType type, CelNode node, InputNature nature) : CelVariable(name, type, node)
{
    public InputNature Nature { get; } = nature;

    /// <summary>Whether every request has it: a feature may be unknown, a threat unproposed.</summary>
    public bool IsAlwaysKnown { get; init; }

    /// <summary>Whether it tells the request's country, as a list of countries does.</summary>
    public bool IsOfCountry { get; init; }

    /// <summary>The catalogue's feature that it reads, or null.</summary>
    public FeatureDefinition? Feature { get; init; }
}
