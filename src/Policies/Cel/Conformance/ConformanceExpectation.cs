using System.Text.Json;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Conformance;

/// <summary>What a case has to give.</summary>
/// <param name="WantsError">An error, whatever its words.</param>
/// <param name="Value">The value, or null where any will do.</param>
/// <param name="Type">The type that the checker has to find, or null where none is asked for.</param>
internal sealed record ConformanceExpectation(bool WantsError, CelValue? Value, CelType? Type)
{
    public static ConformanceExpectation Of(JsonElement one)
    {
        var expect = one.TryGetProperty("expect", out var given) ? given : one;
        if (expect.TryGetProperty("error", out _) || ConformanceJson.Field(expect, "eval_error", "evalError") is not null)
        {
            return new ConformanceExpectation(true, null, null);
        }

        if (expect.TryGetProperty("value", out var value))
        {
            return new ConformanceExpectation(false, ConformanceValues.Read(value), null);
        }

        if (ConformanceJson.Field(expect, "typed_result", "typedResult") is { } typed)
        {
            return new ConformanceExpectation(
                false,
                ConformanceJson.Field(typed, "result") is { } result ? ConformanceValues.Read(result) : null,
                ConformanceJson.Field(typed, "deduced_type", "deducedType") is { } type ? ConformanceTypes.Read(type) : null);
        }

        // A case that says nothing has to be true (cel-spec, simple.proto).
        return given.ValueKind == JsonValueKind.Undefined || !given.EnumerateObject().Any()
            ? new ConformanceExpectation(false, CelValue.True, null)
            : throw new UnsupportedCaseException($"expects `{given.EnumerateObject().First().Name}`, which is not known here");
    }
}
