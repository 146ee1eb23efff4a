using Microsoft.AspNetCore.Http;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>The look for an account name in one body; mutable, one request's own.</summary>
internal sealed class AccountQuery
{
    private readonly BodyFormat _format;
    private readonly BodyCoding _coding;
    private readonly string _boundary;
    private readonly string[] _names;

    public AccountQuery(HttpRequest request, string[] names)
    {
        _format = BodyFormats.Of(request, out _boundary);
        _coding = BodyFormats.CodingOf(request);
        _names = names;
    }

    public BodyField Result { get; private set; }

    public static void Read(ReadOnlySpan<byte> body, AccountQuery query) => query.Result = body.IsEmpty
        ? BodyField.Missing
        : query._coding switch
        {
            BodyCoding.Identity => query.Find(body),
            BodyCoding.Other => BodyField.Broken,
            _ => query.FindCompressed(body),
        };

    private BodyField Find(ReadOnlySpan<byte> body) => _format switch
    {
        BodyFormat.Form => FormFields.Find(body, _names),
        BodyFormat.Json => JsonFields.Find(body, _names),
        BodyFormat.Multipart => MultipartFields.Find(body, _boundary, _names),
        _ => BodyField.Broken,
    };

    private BodyField FindCompressed(ReadOnlySpan<byte> body)
    {
        // An upstream that decompresses nothing would read the bytes as they are, and a compressed stream has room for text that
        // no decoder gives out.
        if (_format == BodyFormat.Form && FormFields.Mentions(body, _names))
        {
            return BodyField.Broken;
        }

        using var plain = BodyDecoder.Decode(body, _coding);
        return plain is null ? BodyField.Broken : Find(plain.Span);
    }
}
