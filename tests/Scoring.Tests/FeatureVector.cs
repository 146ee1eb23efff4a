namespace SecurityDecisioning.Scoring.Tests;

/// <summary>Feature vectors as a test names them; what it does not name is unknown.</summary>
internal static class FeatureVector
{
    public static float[] Of(params (string Name, float Value)[] values)
    {
        var vector = new float[FeatureCatalog.Count];
        Array.Fill(vector, float.NaN);
        foreach (var (name, value) in values)
        {
            vector[FeatureCatalog.IndexOf(name)] = value;
        }

        return vector;
    }

    /// <summary>A browser's request, with more values on top.</summary>
    public static float[] Browser(params (string Name, float Value)[] values) => Of(
    [
        ("request.browser_headers", 4), ("request.has_cookie", 1), ("request.has_referer", 1), ("request.bot_user_agent", 0),
        ("request.forged_token", 0), .. values,
    ]);

    /// <summary>A script's request, with more values on top.</summary>
    public static float[] Script(params (string Name, float Value)[] values) => Of(
    [
        ("request.browser_headers", 1), ("request.has_cookie", 0), ("request.has_referer", 0), ("request.bot_user_agent", 1),
        ("request.forged_token", 0), .. values,
    ]);
}
