using System.Text.Json;

namespace SecurityDecisioning.Cli.Replaying;

/// <summary>One JSON object per line, with the field names that nginx, Caddy, Traefik and cloud balancers are set up with.</summary>
internal static class JsonFormat
{
    /// <returns>What is wrong with the line, or null where it was read.</returns>
    public static string? Read(ReadOnlySpan<byte> json, ref LogLine line)
    {
        var reader = new Utf8JsonReader(json);
        var hasIp = false;
        var hasTime = false;
        try
        {
            reader.Read();
            while (reader.Read() && (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth > 0))
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                var name = reader.ValueSpan;
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject && name.SequenceEqual("request"u8))
                {
                    // Caddy keeps the request in an object of its own; its fields are read as if they stood here.
                    continue;
                }

                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    reader.Skip();
                    continue;
                }

                Take(name, reader.ValueIsEscaped ? Unescaped(ref reader) : reader.ValueSpan, ref line, ref hasIp, ref hasTime);
            }
        }
        catch (JsonException)
        {
            return "it is no JSON object";
        }
        catch (InvalidOperationException)
        {
            return "a text in it is no valid UTF-8";
        }

        return !hasIp ? "it names no client address (remote_addr, client_ip, ip …)"
            : !hasTime ? "it names no time (time, timestamp, ts …)"
            : line.Status == 0 ? "it names no status (status, status_code …)" : null;
    }

    private static void Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ref LogLine line, ref bool hasIp, ref bool hasTime)
    {
        if (Is(name, "remote_addr"u8, "client_ip"u8, "remote_ip"u8, "ip"u8, "ClientHost"u8, "clientip"u8))
        {
            hasIp |= LogText.TryAddress(value, out line.Ip);
        }
        else if (Is(name, "time"u8, "timestamp"u8, "ts"u8, "@timestamp"u8, "time_local"u8, "StartUTC"u8)
            || Is(name, "time_iso8601"u8, "msec"u8, "date"u8))
        {
            hasTime |= LogTime.TryAny(value, out line.TimeMs);
        }
        else if (Is(name, "status"u8, "status_code"u8, "DownstreamStatus"u8, "response"u8, "code"u8))
        {
            line.Status = LogText.TryNumber(value, out var status) && status is >= 100 and <= 999 ? (int)status : line.Status;
        }
        else if (Is(name, "method"u8, "request_method"u8, "RequestMethod"u8, "verb"u8))
        {
            line.Method = value;
        }
        else if (Is(name, "path"u8, "uri"u8, "request_uri"u8, "RequestPath"u8, "url"u8))
        {
            line.Path = LogText.PathOf(value);
        }
        else if (Is(name, "bytes"u8, "size"u8, "body_bytes_sent"u8, "bytes_sent"u8, "DownstreamContentSize"u8))
        {
            line.Bytes = LogText.TryNumber(value, out var bytes) ? bytes : 0;
        }
        else if (Is(name, "user_agent"u8, "http_user_agent"u8, "agent"u8, "request_User-Agent"u8))
        {
            line.UserAgent = value is [(byte)'-'] ? default : value;
        }
        else
        {
            TakeRest(name, value, ref line);
        }
    }

    private static void TakeRest(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ref LogLine line)
    {
        if (Is(name, "referer"u8, "http_referer"u8, "referrer"u8))
        {
            line.HasReferer = value.Length > 0 && value is not [(byte)'-'];
        }
        else if (Is(name, "user"u8, "remote_user"u8, "user_id"u8, "username"u8))
        {
            line.User = value is [(byte)'-'] ? default : value;
        }
        else if (Is(name, "host"u8, "http_host"u8, "RequestHost"u8))
        {
            line.Host = value;
        }
        else if (Is(name, "request"u8, "request_line"u8))
        {
            // "GET /path HTTP/1.1", as in the combined format.
            var space = value.IndexOf((byte)' ');
            var last = value.LastIndexOf((byte)' ');
            line.Method = space > 0 ? value[..space] : line.Method;
            line.Path = space > 0 && last > space ? LogText.PathOf(value[(space + 1)..last]) : line.Path;
        }
    }

    private static byte[] Unescaped(ref Utf8JsonReader reader)
    {
        var text = new byte[reader.ValueSpan.Length];
        return text[..reader.CopyString(text)];
    }

    private static bool Is(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c = default, ReadOnlySpan<byte> d = default,
        ReadOnlySpan<byte> e = default, ReadOnlySpan<byte> f = default) =>
        name.SequenceEqual(a) || name.SequenceEqual(b) || (c.Length > 0 && name.SequenceEqual(c)) || (d.Length > 0 && name.SequenceEqual(d))
        || (e.Length > 0 && name.SequenceEqual(e)) || (f.Length > 0 && name.SequenceEqual(f));
}
