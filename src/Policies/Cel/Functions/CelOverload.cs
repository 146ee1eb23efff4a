using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Costs;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>
/// One way to call a function: what it takes (the target first), gives and does. Its body is called with arguments of the kinds
/// that it takes and with no error among them.
/// </summary>
internal sealed class CelOverload(CelType result, params CelType[] parameters)
{
    public CelType Result { get; } = result;

    public CelType[] Parameters { get; } = parameters;

    public Func<CelValue, CelValue>? One { get; init; }

    public Func<CelValue, CelValue, CelValue>? Two { get; init; }

    public CelBody? Many { get; init; }

    /// <summary>Whether the last parameter takes any number of arguments, at least one.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>Whether it looks at how long its arguments are and not into what they hold.</summary>
    public bool IsShallow { get; init; }

    /// <summary>The result's type where parameters alone do not tell; null where the arguments do not fit.</summary>
    public Func<IReadOnlyList<CelType>, CelType?>? Typing { get; init; }

    /// <summary>The largest that its result can be; of the size of all arguments together where not said.</summary>
    public Func<IReadOnlyList<CelShape>, CelShape>? Shape { get; init; }

    /// <summary>Steps it takes besides reading its arguments and writing its result.</summary>
    public Func<IReadOnlyList<CelShape>, double>? Work { get; init; }

    public bool HasArity(int count) => IsVariadic ? count >= Parameters.Length : count == Parameters.Length;

    /// <summary>The type of a call with these arguments, or null where they do not fit.</summary>
    public CelType? Match(IReadOnlyList<CelType> arguments)
    {
        if (!HasArity(arguments.Count))
        {
            return null;
        }

        if (Typing is not null)
        {
            return Typing(arguments);
        }

        CelType? bound = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!Bind(Parameters[Math.Min(i, Parameters.Length - 1)], arguments[i], ref bound))
            {
                return null;
            }
        }

        return Settle(Result, bound ?? CelType.Unbound);
    }

    public bool Accepts(ReadOnlySpan<CelValue> arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!Parameters[Math.Min(i, Parameters.Length - 1)].Accepts(arguments[i].Kind))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Bind(CelType parameter, CelType argument, ref CelType? bound)
    {
        if (parameter.Kind == CelTypeKind.Parameter)
        {
            if (bound is not null && !argument.Fits(bound))
            {
                return false;
            }

            bound = bound is null ? argument : CelType.Join(bound, argument);
            return true;
        }

        if (argument.IsDyn || parameter.IsDyn)
        {
            return true;
        }

        return parameter.Kind == argument.Kind
            && (parameter.Element is null || Bind(parameter.Element, argument.Element!, ref bound))
            && (parameter.Key is null || Bind(parameter.Key, argument.Key!, ref bound));
    }

    private static CelType Settle(CelType type, CelType bound) => type.Kind switch
    {
        CelTypeKind.Parameter => bound,
        _ when type.Element is not null =>
            new CelType(type.Kind, Settle(type.Element, bound), type.Key is null ? null : Settle(type.Key, bound)),
        _ => type,
    };
}
