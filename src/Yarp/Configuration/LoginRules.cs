using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace SecurityDecisioning.Yarp.Configuration;

/// <summary>What became of a login, told from the answer.</summary>
internal static class LoginRules
{
    private const int MostRules = 16;

    public static LoginOutcome Of(HttpResponse response, RouteSettings route)
    {
        if (route.LoginFailed.Length == 0 && route.LoginSucceeded.Length == 0)
        {
            return Default(response);
        }

        if (Any(route.LoginFailed, response))
        {
            return LoginOutcome.Failed;
        }

        return Any(route.LoginSucceeded, response) ? LoginOutcome.Succeeded
            : route.LoginFailed.Length == 0 && response.StatusCode < 500 ? LoginOutcome.Failed
            : route.LoginSucceeded.Length == 0 && response.StatusCode < 400 ? LoginOutcome.Succeeded
            : LoginOutcome.None;
    }

    /// <summary>Alternatives separated by semicolons; adds what is wrong to <paramref name="errors"/>.</summary>
    public static LoginRule[] Parse(string text, string key, List<string> errors)
    {
        var alternatives = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (alternatives.Length is 0 or > MostRules)
        {
            errors.Add($"{key} has {alternatives.Length} rules; it takes 1 to {MostRules}, separated by semicolons");
            return [];
        }

        return Array.ConvertAll(alternatives, alternative => ParseOne(alternative, key, errors));
    }

    /// <summary>
    /// Without rules: a form that is accepted redirects and one that is refused is shown again; an API answers 2xx or 4xx.
    /// </summary>
    private static LoginOutcome Default(HttpResponse response) => response.StatusCode switch
    {
        400 or 401 or 403 or 422 => LoginOutcome.Failed,
        302 or 303 => LoginOutcome.Succeeded,
        >= 200 and < 300 => IsHtml(response) ? LoginOutcome.Failed : LoginOutcome.Succeeded,
        _ => LoginOutcome.None,
    };

    private static bool IsHtml(HttpResponse response) =>
        response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;

    private static bool Any(LoginRule[] rules, HttpResponse response)
    {
        foreach (var rule in rules)
        {
            if (rule.Matches(response))
            {
                return true;
            }
        }

        return false;
    }

    private static LoginRule ParseOne(string text, string key, List<string> errors)
    {
        var rule = new LoginRule();
        foreach (var condition in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = condition.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? condition : condition[..equals];
            var value = equals < 0 ? "" : condition[(equals + 1)..];
            var colon = value.IndexOf(':', StringComparison.Ordinal);
            switch (name)
            {
                case "status" when TryParseStatuses(value, out var statuses):
                    rule = rule with { Statuses = statuses };
                    break;
                case "location" when value.Length > 0:
                    rule = rule with { Location = value };
                    break;
                case "header" when HttpToken.IsValid(colon < 0 ? value : value.AsSpan(0, colon)):
                    rule = rule with
                    {
                        HeaderName = colon < 0 ? value : value[..colon],
                        HeaderValue = colon < 0 ? "" : value[(colon + 1)..],
                    };
                    break;
                default:
                    errors.Add(
                        $"{key}: `{condition}` is no condition; write status=200-299,302 or location=/path* or header=Name:value");
                    break;
            }
        }

        return rule;
    }

    private static bool TryParseStatuses(string text, out List<(int From, int To)> statuses)
    {
        statuses = [];
        foreach (var part in text.Split(','))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            if (!TryParseStatus(dash < 0 ? part : part[..dash], out var from)
                || !TryParseStatus(dash < 0 ? part : part[(dash + 1)..], out var to) || to < from)
            {
                return false;
            }

            statuses.Add((from, to));
        }

        return true;
    }

    private static bool TryParseStatus(string text, out int status) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out status) && status is >= 100 and <= 599;
}
