using System.Text.RegularExpressions;
using FluentValidation;

namespace SecurityDecisioning.Policies.Documents.Validation;

/// <summary>What an obligation must say: exactly one thing.</summary>
internal sealed partial class ObligationDocumentValidator : AbstractValidator<ObligationDocument>
{
    private const string Example = "write { header: X-Risk-Tag, value: stuffing }, { tag: sale }, { webhook: soc } or { review: required }";

    private static readonly string[] KindKeys = ["header", "tag", "webhook", "review"];

    /// <summary>Headers that the way of a request depends on; a policy shall not be able to bend it.</summary>
    private static readonly string[] Reserved =
    [
        "authorization", "connection", "cookie", "expect", "forwarded", "host", "http2-settings", "keep-alive", "range", "te", "trailer",
        "transfer-encoding", "upgrade", "via", "x-real-ip",
    ];

    /// <summary>The same of whole families, our own signed headers among them.</summary>
    private static readonly string[] ReservedPrefixes =
        ["content-", "proxy-", "x-forwarded-", "x-http-method", "x-original-", "x-rewrite-", "x-sd-"];

    public ObligationDocumentValidator()
    {
        RuleFor(o => o.Offset).Must((o, _) => Kinds(o) == 1)
            .Report("bad-obligation", (o, _) => $"the obligation asks for {(Kinds(o) == 0 ? "nothing" : "several things")}",
                (o, _) => o.Offset, Example);
        RuleFor(o => o.Offset).Must((o, _) => (o["header"] is null) == (o["value"] is null)).When(o => Kinds(o) == 1)
            .Report("bad-obligation", (_, _) => "`header` and `value` belong together", (o, _) => o.Offset, Example);
        // Those with the prefix are the gateway's own.
        Text("header", h => HeaderPattern().IsMatch(h) && !IsReserved(h.ToLowerInvariant()),
            "is no header that an obligation may set", "use letters, digits and dashes, and no header that proxies themselves use");
        Text("value", v => v.Length <= 200 && v.All(c => c is >= ' ' and <= '~'),
            "is no value of a header", "use at most 200 printable ASCII characters");
        Text("tag", TagPattern().IsMatch, "is no tag", PolicyDocumentValidator.NameMend);
        Text("webhook", TagPattern().IsMatch, "is no name of a webhook", "name a webhook of the configuration");
        Text("review", r => r == "required", "is nothing that `review` can be", "write review: required");
    }

    private static bool IsReserved(string header) =>
        Reserved.Contains(header) || Array.Exists(ReservedPrefixes, p => header.StartsWith(p, StringComparison.Ordinal));

    private static int Kinds(ObligationDocument o) => KindKeys.Count(k => o[k] is not null);

    private void Text(string key, Func<string, bool> isGood, string what, string mend) =>
        RuleFor(o => o[key]).Must(f => isGood(f!.Value)).When(o => o[key] is not null)
            .Report("bad-obligation", (_, f) => $"`{f!.Value}` {what}", (_, f) => f!.Offset, mend);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderPattern();

    [GeneratedRegex("^[a-z][a-z0-9-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex TagPattern();
}
