using System.Text.Json;
using SecurityDecisioning.Policies.Cel.Checking;

namespace SecurityDecisioning.Policies.Cel.Conformance;

/// <summary>Types as the cases write them: <c>{"list_type": [{"elem_type": …}]}</c>.</summary>
internal static class ConformanceTypes
{
    public static CelType Read(JsonElement type)
    {
        if (Field(type, "primitive") is { } primitive)
        {
            return OfPrimitive(ConformanceJson.Text(primitive));
        }

        if (Field(type, "list_type", "listType") is { } list)
        {
            return CelType.ListOf(Field(list, "elem_type", "elemType") is { } element ? Read(element) : CelType.Dyn);
        }

        if (Field(type, "map_type", "mapType") is { } map)
        {
            return CelType.MapOf(
                Field(map, "key_type", "keyType") is { } key ? Read(key) : CelType.Dyn,
                Field(map, "value_type", "valueType") is { } value ? Read(value) : CelType.Dyn);
        }

        if ((Field(type, "message_type", "messageType") ?? Field(type, "well_known", "wellKnown")) is { } named)
        {
            return OfName(ConformanceJson.Text(named));
        }

        if (Field(type, "abstract_type", "abstractType") is { } other)
        {
            return OfAbstract(other);
        }

        var name = type.ValueKind == JsonValueKind.Object ? type.EnumerateObject().FirstOrDefault().Name : ConformanceJson.Text(type);
        return name switch
        {
            "null" => CelType.Null,
            "dyn" => CelType.Dyn,
            "type" => CelType.Type,
            _ => throw new UnsupportedCaseException($"names a type of kind `{name}`"),
        };
    }

    /// <summary>The type with dyn where nothing settled a part.</summary>
    public static CelType Settled(CelType type) => type.Kind switch
    {
        CelTypeKind.Unbound => CelType.Dyn,
        _ when type.Element is not null =>
            new CelType(type.Kind, Settled(type.Element), type.Key is null ? null : Settled(type.Key)),
        _ => type,
    };

    private static JsonElement? Field(JsonElement element, params ReadOnlySpan<string> names) => ConformanceJson.Field(element, names);

    private static CelType OfPrimitive(string name) => name switch
    {
        "BOOL" => CelType.Bool,
        "INT64" => CelType.Int,
        "UINT64" => CelType.Uint,
        "DOUBLE" => CelType.Double,
        "STRING" => CelType.String,
        "BYTES" => CelType.Bytes,
        _ => throw new UnsupportedCaseException($"names a primitive type `{name}`"),
    };

    private static CelType OfName(string name) => name switch
    {
        "TIMESTAMP" or "google.protobuf.Timestamp" => CelType.Timestamp,
        "DURATION" or "google.protobuf.Duration" => CelType.Duration,
        "ANY" => CelType.Dyn,
        _ => throw new UnsupportedCaseException($"needs the protobuf message {name}"),
    };

    private static CelType OfAbstract(JsonElement type)
    {
        var name = Field(type, "name") is { } given ? ConformanceJson.Text(given) : "";
        var parameter = ConformanceJson.All(type, "parameter_types", "parameterTypes").Select(Read).FirstOrDefault() ?? CelType.Dyn;
        return name switch
        {
            "optional_type" or "optional" => CelType.OptionalOf(parameter),
            "net.IP" => CelType.Ip,
            "net.CIDR" => CelType.Cidr,
            _ => throw new UnsupportedCaseException($"declares an abstract type `{name}`"),
        };
    }
}
