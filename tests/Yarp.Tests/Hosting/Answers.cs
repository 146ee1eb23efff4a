using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using SecurityDecisioning.Yarp.Enforcement;

namespace SecurityDecisioning.Yarp.Tests.Hosting;

/// <summary>Reads answers as a client would.</summary>
internal static partial class Answers
{
    public static string Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : "";

    /// <summary>The whole Set-Cookie line of <paramref name="name"/>, or empty.</summary>
    public static string SetCookie(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues("Set-Cookie", out var values)
            ? values.FirstOrDefault(v => v.StartsWith(name + "=", StringComparison.Ordinal)) ?? ""
            : "";

    /// <summary><c>name=value</c> as the client sends it back.</summary>
    public static string Cookie(this HttpResponseMessage response, string name) => response.SetCookie(name).Split(';')[0];

    /// <summary>The value of the page's hidden field.</summary>
    public static string Field(string page, string name) =>
        WebUtility.HtmlDecode(Fields().Matches(page).Single(m => m.Groups[1].Value == name).Groups[2].Value);

    /// <summary>Does the work.</summary>
    public static string Solve(string token, int difficulty)
    {
        for (var n = 0L; ; n++)
        {
            var solution = n.ToString(CultureInfo.InvariantCulture);
            if (ProofOfWork.IsSolved(token, solution, difficulty))
            {
                return solution;
            }
        }
    }

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    [GeneratedRegex("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\">")]
    private static partial Regex Fields();
}
