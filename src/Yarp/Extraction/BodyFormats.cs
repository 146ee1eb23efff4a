using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>Tells format and coding from the headers.</summary>
internal static class BodyFormats
{
    /// <summary>RFC 2046, 5.1.1.</summary>
    private const int LongestBoundary = 70;

    /// <param name="request">The request.</param>
    /// <param name="boundary">What separates the parts of a <see cref="BodyFormat.Multipart"/> body; else empty.</param>
    public static BodyFormat Of(HttpRequest request, out string boundary)
    {
        boundary = "";
        if (request.Headers.ContentType.Count != 1 || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                && !type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)))
        {
            return BodyFormat.Other;
        }

        if (type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            boundary = OnlyBoundary(type);
            return boundary.Length > 0 ? BodyFormat.Multipart : BodyFormat.Other;
        }

        return type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ? BodyFormat.Form
            : type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase) ? BodyFormat.Json
            : BodyFormat.Other;
    }

    public static BodyCoding CodingOf(HttpRequest request)
    {
        var values = request.Headers.ContentEncoding;
        return values.Count == 0 ? BodyCoding.Identity : values.Count > 1 ? BodyCoding.Other : values[0]?.Trim().ToLowerInvariant() switch
        {
            "identity" => BodyCoding.Identity,
            "gzip" or "x-gzip" => BodyCoding.Gzip,
            "deflate" => BodyCoding.Deflate,
            "br" => BodyCoding.Brotli,
            _ => BodyCoding.Other,
        };
    }

    /// <summary>Empty where there is none, or several of which an upstream may take another.</summary>
    private static string OnlyBoundary(MediaTypeHeaderValue type)
    {
        var boundary = "";
        foreach (var parameter in type.Parameters)
        {
            if (parameter.Name.StartsWith("boundary", StringComparison.OrdinalIgnoreCase))
            {
                var value = HeaderUtilities.RemoveQuotes(parameter.Value).ToString();
                if (boundary.Length > 0 || parameter.Name.Length != "boundary".Length || value.Length is 0 or > LongestBoundary)
                {
                    return "";
                }

                boundary = value;
            }
        }

        return boundary;
    }
}
