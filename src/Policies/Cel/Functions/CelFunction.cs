using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>A function of the language. It never throws: a wrong argument gives an error value.</summary>
/// <param name="Name">With its namespace, as in <c>math.abs</c>.</param>
/// <param name="IsMember">Whether it is called <c>target.name(…)</c>.</param>
/// <param name="Overloads">The ways to call it.</param>
internal sealed record CelFunction(string Name, bool IsMember, params CelOverload[] Overloads)
{
    /// <summary>Whether its last argument is a regular expression.</summary>
    public bool TakesPattern { get; init; }

    /// <summary>
    /// Reads its last argument where that is a text, and gives an error where it cannot: what is written out and cannot be read is a
    /// mistake to tell at once, not a rule that never holds.
    /// </summary>
    public Func<string, CelValue>? Reader { get; init; }

    /// <summary>Whether its second argument is evaluated only where the first, an optional, has no value.</summary>
    public bool IsLazy { get; init; }

    public string Signatures => string.Join(" or ", Overloads.Select(o => IsMember
        ? $"{o.Parameters[0]}.{Name}({string.Join(", ", o.Parameters.Skip(1))})"
        : $"{Name}({string.Join(", ", (object[])o.Parameters)})"));

    public static CelFunction Global(string name, params CelOverload[] overloads) => new(name, false, overloads);

    public static CelFunction Member(string name, params CelOverload[] overloads) => new(name, true, overloads);
}
