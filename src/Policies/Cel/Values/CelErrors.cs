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

    public static CelValue NoValue { get; } = CelValue.Error("optional.none() dereference");

    public static CelValue TimeOutOfRange { get; } = CelValue.Error("timestamp or duration out of range");

    public static CelValue BadTimestamp { get; } =
        CelValue.Error("the text is no timestamp of RFC 3339 in the range of 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z");

    public static CelValue BadDuration { get; } = CelValue.Error("the text is no duration such as 1h30m or 1.5s in the range of 292 years");

    public static CelValue TooLarge { get; } = CelValue.Error("the result is too large");

    public static CelValue BadFormat { get; } = CelValue.Error("the format and its arguments do not fit");

    public static CelValue BadPattern { get; } = CelValue.Error("the pattern cannot be used");

    public static CelValue BadTimeZone { get; } = CelValue.Error("there is no such time zone");

    public static CelValue BadAddress { get; } = CelValue.Error("the text is no address or range of addresses");

    public static CelValue NegativeShift { get; } = CelValue.Error("negative offset");

    public static CelValue NoDecision { get; } = CelValue.Error("no decision is being made");
}
