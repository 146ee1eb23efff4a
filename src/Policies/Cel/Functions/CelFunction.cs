using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>A function of the language. It never throws: a wrong argument gives an error value.</summary>
internal sealed class CelFunction
{
    public required string Name { get; init; }

    /// <summary>Whether it is called <c>target.name(…)</c>.</summary>
    public required bool IsMember { get; init; }

    public required CelOverload[] Overloads { get; init; }

    public Func<CelValue, CelValue>? One { get; init; }

    public Func<CelValue, CelValue, CelValue>? Two { get; init; }

    /// <summary>Whether its last argument is a regular expression, compiled with the rule.</summary>
    public bool WantsLiteralPattern { get; init; }

    public string Signatures => string.Join(" or ", Overloads.Select(o => IsMember
        ? $"{o.Parameters[0]}.{Name}({string.Join(", ", o.Parameters.Skip(1))})"
        : $"{Name}({string.Join(", ", (object[])o.Parameters)})"));
}
