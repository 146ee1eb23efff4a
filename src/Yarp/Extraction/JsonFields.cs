using System.Text.Json;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>Finds a field at the top of a JSON object.</summary>
internal static class JsonFields
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 32 };

    /// <summary>The first of <paramref name="names"/> that the object has; names match whatever their case.</summary>
    public static BodyField Find(ReadOnlySpan<byte> json, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var field = Find(json, name);
            if (field != BodyField.Missing)
            {
                return field;
            }
        }

        return BodyField.Missing;
    }

    public static BodyField Find(ReadOnlySpan<byte> json, string name)
    {
        var reader = new Utf8JsonReader(json, Strict);
        var found = BodyField.Missing;
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return BodyField.Broken;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var matches = string.Equals(reader.GetString(), name, StringComparison.OrdinalIgnoreCase);
                reader.Read();
                if (matches && !TryTake(ref reader, ref found))
                {
                    return BodyField.Broken;
                }

                reader.Skip();
            }

            // Reads on to the end: bytes after the object make it malformed.
            return reader.Read() ? BodyField.Broken : found;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return BodyField.Broken;
        }
    }

    /// <summary>Takes text and numbers; null is as good as missing; the same name with another value is ambiguous.</summary>
    private static bool TryTake(ref Utf8JsonReader reader, ref BodyField found)
    {
        string? value;
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                value = reader.GetString();
                break;
            case JsonTokenType.Number:
                value = System.Text.Encoding.ASCII.GetString(reader.ValueSpan);
                break;
            case JsonTokenType.Null:
                return found.Value is null;
            default:
                return false;
        }

        if (found.Value is not null && !string.Equals(found.Value, value, StringComparison.Ordinal))
        {
            return false;
        }

        found = new BodyField(value, Unreadable: false);
        return true;
    }
}
