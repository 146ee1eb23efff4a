using System.Globalization;

namespace SecurityDecisioning.Console.Policies;

/// <summary>
/// What a backtest expects, as people hand it in: share, low, high, decisions, such as <c>0.012,0.01,0.014,1000000</c>.
/// </summary>
public static class ExpectationInput
{
    /// <summary>How it is written, for a message.</summary>
    public const string Form = "share,low,high,decisions, such as 0.012,0.01,0.014,1000000";

    /// <summary>Null where the text is not one.</summary>
    public static PolicyExpectation? Read(string text)
    {
        var parts = text.Split(',').Select(
            p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN).ToList();
        return parts is [var share, var low, var high, var decisions]
            && new PolicyExpectation(share, low, high, (long)decisions) is { IsValid: true } expectation ? expectation : null;
    }
}
