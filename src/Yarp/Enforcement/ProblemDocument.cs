using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>The answer a program reads (RFC 9457), with our members <c>reference</c> and <c>reason_code</c>.</summary>
internal static class ProblemDocument
{
    public static Task WriteAsync(
        HttpResponse response, EventId reference, string type, string title, string detail, string reasonCode,
        Action<Utf8JsonWriter>? more = null)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", $"urn:security-decisioning:problem:{type}");
            json.WriteString("title", title);
            json.WriteNumber("status", response.StatusCode);
            json.WriteString("detail", detail);
            json.WriteString("reference", reference.ToString());
            if (reasonCode.Length > 0)
            {
                json.WriteString("reason_code", reasonCode);
            }

            more?.Invoke(json);
            json.WriteEndObject();
        }

        response.ContentType = "application/problem+json";
        response.ContentLength = buffer.Length;
        return response.Body.WriteAsync(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
