using System.Globalization;
using System.Text.Json;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Tests.Cel.Conformance;

/// <summary>Values as the cases write them: <c>{"int": "1"}</c>.</summary>
internal static class ConformanceValues
{
    public static CelValue Read(JsonElement element)
    {
        var property = element.EnumerateObject().Single();
        var value = property.Value;
        return property.Name switch
        {
            "null" => CelValue.Null,
            "bool" => CelValue.Of(value.GetBoolean()),
            "int" => CelValue.Of(long.Parse(value.GetString()!, CultureInfo.InvariantCulture)),
            "uint" => CelValue.Of(ulong.Parse(value.GetString()!, CultureInfo.InvariantCulture)),
            "double" => CelValue.Of(double.Parse(value.GetString()!, CultureInfo.InvariantCulture)),
            "string" => CelValue.Of(value.GetString()!),
            "bytes_b64" => CelValue.Of(value.GetBytesFromBase64()),
            "list" => CelValue.Of([.. value.EnumerateArray().Select(Read)]),
            "map" => ReadMap(value),
            "type" => CelValue.OfType(value.GetString()!),
            _ => throw new NotSupportedException($"the cases hold a value of kind {property.Name}"),
        };
    }

    public static CelType TypeOf(in CelValue value) => value.Kind switch
    {
        CelKind.Null => CelType.Null,
        CelKind.Bool => CelType.Bool,
        CelKind.Int => CelType.Int,
        CelKind.Uint => CelType.Uint,
        CelKind.Double => CelType.Double,
        CelKind.String => CelType.String,
        CelKind.Bytes => CelType.Bytes,
        CelKind.List => CelType.ListOf(value.AsList.Length > 0 ? TypeOf(value.AsList[0]) : CelType.Dyn),
        CelKind.Map => CelType.AnyMap,
        _ => CelType.Dyn,
    };

    /// <summary>Same kind and equal; equality of the language would take 1 for 1.0.</summary>
    public static bool AreSame(in CelValue a, in CelValue b) => a.Kind == b.Kind && (a.Kind == CelKind.List
        ? a.AsList.Length == b.AsList.Length && a.AsList.Zip(b.AsList).All(p => AreSame(p.First, p.Second))
        : CelEquality.AreEqual(a, b) || (a.Kind == CelKind.Double && double.IsNaN(a.AsDouble) && double.IsNaN(b.AsDouble)));

    private static CelValue ReadMap(JsonElement pairs)
    {
        var map = new CelMap();
        foreach (var pair in pairs.EnumerateArray())
        {
            map.TryAdd(Read(pair[0]), Read(pair[1]));
        }

        return CelValue.Of(map);
    }
}
