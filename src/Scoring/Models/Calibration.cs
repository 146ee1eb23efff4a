using System.Globalization;

namespace SecurityDecisioning.Scoring.Models;

/// <summary>
/// Platt's calibration: probability = σ(slope · margin + intercept). With a slope above zero it is monotone, so it changes how
/// sure the model is and never the order in which it ranks. Stored in the model file as the learner's attribute
/// <see cref="Attribute"/>, which XGBoost carries along untouched.
/// </summary>
/// <param name="Slope">Above zero.</param>
/// <param name="Intercept">In log-odds.</param>
public readonly record struct Calibration(float Slope, float Intercept)
{
    public const string Attribute = "sd.calibration";
    private const string Platt = "platt:";

    /// <summary>The model's own probability.</summary>
    public static Calibration None { get; } = new(1, 0);

    public float Probability(float margin) => 1f / (1f + MathF.Exp(-((Slope * margin) + Intercept)));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Platt}{Slope:R},{Intercept:R}");

    /// <exception cref="ModelFileException">The text is no calibration.</exception>
    public static Calibration Parse(string text)
    {
        var parts = text.StartsWith(Platt, StringComparison.Ordinal) ? text[Platt.Length..].Split(',') : [];
        if (parts.Length == 2 && TryParse(parts[0], out var slope) && TryParse(parts[1], out var intercept) && slope > 0)
        {
            return new Calibration(slope, intercept);
        }

        throw new ModelFileException(
            $"the model's attribute {Attribute} is `{(text.Length <= 40 ? text : text[..40] + "…")}`; "
            + "`platt:slope,intercept` with a slope above 0 is expected");
    }

    private static bool TryParse(string text, out float value) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);
}
