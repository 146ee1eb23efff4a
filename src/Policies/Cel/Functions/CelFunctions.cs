namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>Every function of the language, by name and by how it is called.</summary>
internal static class CelFunctions
{
    private static readonly Dictionary<(string, bool), CelFunction> ByName =
        TextFunctions.All.Concat(ConversionFunctions.All).ToDictionary(f => (f.Name, f.IsMember));

    public static IEnumerable<string> Names => ByName.Keys.Select(k => k.Item1).Distinct();

    public static CelFunction? Find(string name, bool isMember) => ByName.GetValueOrDefault((name, isMember));
}
