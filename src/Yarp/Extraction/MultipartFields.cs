using System.Text;
using Microsoft.Net.Http.Headers;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>
/// Finds a field in <c>multipart/form-data</c> bytes (RFC 7578). Parsers differ in what they forgive, so only the form that every
/// browser and library writes is read; anything else is <see cref="BodyField.Broken"/>.
/// </summary>
internal static class MultipartFields
{
    private const int MostParts = 64;
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The first of <paramref name="names"/> that the form has; names match whatever their case.</summary>
    public static BodyField Find(ReadOnlySpan<byte> form, string boundary, ReadOnlySpan<string> names)
    {
        var delimiter = Encoding.UTF8.GetBytes("--" + boundary);
        foreach (var name in names)
        {
            var field = Find(form, delimiter, name);
            if (field != BodyField.Missing)
            {
                return field;
            }
        }

        return BodyField.Missing;
    }

    private static BodyField Find(ReadOnlySpan<byte> form, ReadOnlySpan<byte> delimiter, string name)
    {
        var found = BodyField.Missing;
        if (!form.StartsWith(delimiter))
        {
            return BodyField.Broken;
        }

        var rest = form[delimiter.Length..];
        for (var parts = 0; !IsEnd(rest); parts++)
        {
            var end = rest.IndexOf(delimiter);
            if (parts == MostParts || end < 4 || !rest.StartsWith("\r\n"u8) || !rest[..end].EndsWith("\r\n"u8)
                || !TryReadPart(rest[2..(end - 2)], name, ref found))
            {
                return BodyField.Broken;
            }

            rest = rest[(end + delimiter.Length)..];
        }

        return found;
    }

    /// <summary>Behind the closing delimiter nothing may stand but the end of its line.</summary>
    private static bool IsEnd(ReadOnlySpan<byte> rest) => rest.SequenceEqual("--"u8) || rest.SequenceEqual("--\r\n"u8);

    private static bool TryReadPart(ReadOnlySpan<byte> part, string name, ref BodyField found)
    {
        var blank = part.IndexOf("\r\n\r\n"u8);
        if (blank < 0 || !TryReadHeaders(part[..blank], out var partName, out var isFile))
        {
            return false;
        }

        if (!string.Equals(partName, name, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (isFile || !TryText(part[(blank + 4)..], out var value)
            || (found.Value is not null && !string.Equals(found.Value, value, StringComparison.Ordinal)))
        {
            return false;
        }

        found = new BodyField(value, Unreadable: false);
        return true;
    }

    /// <summary>One Content-Disposition, at most a Content-Type of UTF-8, no transfer encoding, no folded or broken line.</summary>
    private static bool TryReadHeaders(ReadOnlySpan<byte> headers, out string name, out bool isFile)
    {
        name = "";
        isFile = false;
        if (!TryText(headers, out var text))
        {
            return false;
        }

        var named = false;
        foreach (var line in text.Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line.AsSpan().ContainsAny('\r', '\n', '\0') || line.AsSpan(0, colon).ContainsAny(' ', '\t'))
            {
                return false;
            }

            var value = line[(colon + 1)..].Trim();
            var known = line[..colon].ToLowerInvariant() switch
            {
                "content-disposition" => !named && (named = TryReadDisposition(value, out name, out isFile)),
                "content-type" => IsUtf8(value),
                "content-transfer-encoding" => value.ToLowerInvariant() is "7bit" or "8bit" or "binary",
                _ => true,
            };
            if (!known)
            {
                return false;
            }
        }

        return named;
    }

    private static bool TryReadDisposition(string value, out string name, out bool isFile)
    {
        name = "";
        isFile = false;
        if (value.Contains('\\', StringComparison.Ordinal) || !ContentDispositionHeaderValue.TryParse(value, out var disposition)
            || !disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var named = false;
        foreach (var parameter in disposition.Parameters)
        {
            isFile |= parameter.Name.StartsWith("filename", StringComparison.OrdinalIgnoreCase);
            if (!parameter.Name.StartsWith("name", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (named || parameter.Name.Length != "name".Length)
            {
                return false;
            }

            named = true;
            name = HeaderUtilities.RemoveQuotes(parameter.Value).ToString();
        }

        return named;
    }

    private static bool IsUtf8(string contentType) => MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static bool TryText(ReadOnlySpan<byte> bytes, out string text)
    {
        try
        {
            text = Utf8.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }
}
