using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>Tells the format from the content type.</summary>
internal static class BodyFormats
{
    public static BodyFormat Of(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                && !type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)))
        {
            return BodyFormat.Other;
        }

        return type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ? BodyFormat.Form
            : type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase) ? BodyFormat.Json
            : BodyFormat.Other;
    }
}
