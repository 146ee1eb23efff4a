using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace SecurityDecisioning.Console.Assets;

/// <summary>Styles, scripts and fonts embedded in this assembly, held compressed and named by content so browsers keep them.</summary>
internal static class EmbeddedAssets
{
    private const string Prefix = "assets/";

    private static readonly FrozenDictionary<string, Asset> All = Load();

    /// <summary>Address of <paramref name="name"/> that changes with its content.</summary>
    /// <exception cref="KeyNotFoundException">Nothing of that name is embedded.</exception>
    public static string Url(string name) => $"/assets/{name}?v={All[name].Version}";

    public static void MapEmbeddedAssets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{**name}", Serve).AllowAnonymous();

    private static Task Serve(HttpContext context, string name)
    {
        var response = context.Response;
        if (!All.TryGetValue(name, out var asset))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        response.Headers.CacheControl = context.Request.Query["v"] == asset.Version
            ? "public, max-age=31536000, immutable"
            : "no-cache";
        response.Headers.ETag = $"\"{asset.Version}\"";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (context.Request.Headers.IfNoneMatch.Contains($"\"{asset.Version}\""))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var compressed = asset.Gzip is not null
            && context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (compressed)
        {
            response.Headers.ContentEncoding = "gzip";
        }

        var body = compressed ? asset.Gzip! : asset.Content;
        response.ContentType = asset.Type;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static FrozenDictionary<string, Asset> Load()
    {
        var assembly = typeof(EmbeddedAssets).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && TypeOf(n) is not null)
            .ToFrozenDictionary(n => n[Prefix.Length..], n => Read(assembly.GetManifestResourceStream(n)!, TypeOf(n)!));
    }

    private static Asset Read(Stream stream, string type)
    {
        using var content = new MemoryStream();
        using (stream)
        {
            stream.CopyTo(content);
        }

        var bytes = content.ToArray();
        var version = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
        return new Asset(type, version, bytes, type.StartsWith("font/", StringComparison.Ordinal) ? null : Compress(bytes));
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static string? TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".woff2" => "font/woff2",
        ".svg" when !name.StartsWith("assets/lib/", StringComparison.Ordinal) => "image/svg+xml",
        _ => null,
    };

    private sealed record Asset(string Type, string Version, byte[] Content, byte[]? Gzip);
}
