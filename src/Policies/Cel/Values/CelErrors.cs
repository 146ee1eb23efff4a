namespace SecurityDecisioning.Policies.Cel.Values;

/// <summary>Errors that evaluation can end in, in the words of cel-spec.</summary>
internal static class CelErrors
{
    public static CelValue NoSuchOverload { get; } = CelValue.Error("no such overload");

    public static CelValue Overflow { get; } = CelValue.Error("integer overflow");

    public static CelValue DivisionByZero { get; } = CelValue.Error("division by zero");

    public static CelValue ModulusByZero { get; } = CelValue.Error("modulus by zero");

    public static CelValue OutOfRange { get; } = CelValue.Error("index out of range");

    public static CelValue NoSuchKey { get; } = CelValue.Error("no such key");

    public static CelValue BadConversion { get; } = CelValue.Error("the value does not fit the type");

    public static CelValue NoDecision { get; } = CelValue.Error("no decision is being made");
}
