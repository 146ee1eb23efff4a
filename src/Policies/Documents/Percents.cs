using System.Globalization;

namespace SecurityDecisioning.Policies.Documents;

/// <summary>Shares as policies write them: <c>10</c> or <c>10%</c>, <c>2.5%</c>.</summary>
internal static class Percents
{
    /// <summary>A whole percentage, 0 to 100, with or without the sign.</summary>
    public static bool TryParse(string? text, out int percent) =>
        int.TryParse(text.AsSpan().TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out percent) && percent <= 100;

    /// <summary>A share written in percent, as 0 to 1.</summary>
    public static bool TryParseShare(string? text, out double share)
    {
        share = 0;
        if (text is null || !text.EndsWith('%')
            || !double.TryParse(text.AsSpan(..^1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            || percent > 100)
        {
            return false;
        }

        share = percent / 100;
        return true;
    }
}
