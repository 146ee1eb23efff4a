namespace SecurityDecisioning.Features.Tests.Support;

/// <summary>Vectors as a test reads them.</summary>
internal static class Vectors
{
    public static float[] ReadVector(this FeatureStore store, SecurityEvent e)
    {
        var vector = new float[FeatureCatalog.Count];
        store.Read(e, vector);
        return vector;
    }

    public static float[] ApplyAndReadVector(this FeatureStore store, SecurityEvent e)
    {
        var vector = new float[FeatureCatalog.Count];
        store.ApplyAndRead(e, vector);
        return vector;
    }

    public static float Feature(this float[] vector, string name) => vector[FeatureCatalog.IndexOf(name)];

    /// <summary>Every feature that differs, as "name: expected, actual"; empty where none does.</summary>
    public static List<string> Differences(Dictionary<string, float> expected, float[] actual)
    {
        var differences = new List<string>();
        foreach (var (name, value) in expected)
        {
            var got = actual.Feature(name);
            var isSame = float.IsNaN(value) ? float.IsNaN(got) : Math.Abs(value - got) <= 1e-4f * Math.Max(1, Math.Abs(value));
            if (!isSame) differences.Add($"{name}: {value}, {got}");
        }

        return differences;
    }
}
