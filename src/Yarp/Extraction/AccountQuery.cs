namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>The look for an account name in one body; mutable, one request's own.</summary>
internal sealed class AccountQuery(BodyFormat format, string[] names)
{
    public BodyField Result { get; private set; }

    public static void Read(ReadOnlySpan<byte> body, AccountQuery query) => query.Result = body.IsEmpty
        ? BodyField.Missing
        : query.Format switch
        {
            BodyFormat.Form => FormFields.Find(body, query.Names),
            BodyFormat.Json => JsonFields.Find(body, query.Names),
            _ => BodyField.Broken,
        };

    private BodyFormat Format { get; } = format;

    private string[] Names { get; } = names;
}
