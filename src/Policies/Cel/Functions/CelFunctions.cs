using System.Collections.Frozen;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>Every function of the language, by name and by how it is called.</summary>
internal static class CelFunctions
{
    private static readonly FrozenDictionary<(string, bool), CelFunction> ByName = new[]
    {
        TextFunctions.All,
        StringFunctions.All,
        SequenceFunctions.All,
        ListFunctions.All,
        ConversionFunctions.All,
        TimeFunctions.All,
        MathFunctions.All,
        BitFunctions.All,
        NetworkFunctions.All,
        OptionalFunctions.All,
        EncoderFunctions.All,
    }.SelectMany(all => all).ToFrozenDictionary(f => (f.Name, f.IsMember));

    public static IEnumerable<string> Names => ByName.Keys.Select(k => k.Item1).Distinct();

    public static CelFunction? Find(string name, bool isMember) => ByName.GetValueOrDefault((name, isMember));
}
