using System.Buffers;

namespace SecurityDecisioning.Yarp.Configuration;

/// <summary>Names of headers and cookies (token, RFC 9110, 5.6.2).</summary>
internal static class HttpToken
{
    private const int Longest = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public static bool IsValid(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= Longest && !name.ContainsAnyExcept(Allowed);
}
