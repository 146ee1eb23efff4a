using SecurityDecisioning.Yarp.Extraction;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>A challenge's answer as it was sent; mutable, one request's own.</summary>
internal sealed class ChallengeAnswerForm(BodyFormat format)
{
    public string? Token { get; private set; }

    public string? Solution { get; private set; }

    public string? Return { get; private set; }

    public static void Read(ReadOnlySpan<byte> body, ChallengeAnswerForm form)
    {
        form.Token = form.Find(body, "token");
        form.Solution = form.Find(body, "solution");
        form.Return = form.Find(body, "return");
    }

    private string? Find(ReadOnlySpan<byte> body, string name) => format switch
    {
        BodyFormat.Form => FormFields.Find(body, name).Value,
        BodyFormat.Json => JsonFields.Find(body, name).Value,
        _ => null,
    };
}
