using SecurityDecisioning.Yarp.Enforcement;
using SecurityDecisioning.Yarp.Extraction;

namespace SecurityDecisioning.Yarp.Configuration;

/// <summary>From a route's metadata to its settings, with every error at once.</summary>
internal sealed class RouteSettingsParser(SecurityDecisioningOptions options)
{
    private const int MostFields = 8;
    private static readonly string[] UsualAccountFields = ["username", "email"];

    public RouteSettings Parse(string routeId, IReadOnlyDictionary<string, string>? metadata, List<string> errors)
    {
        var operation = Operation.Page;
        if (Get(metadata, RouteMetadata.Operation) is { } name && !Operations.TryParse(name, out operation))
        {
            errors.Add($"{RouteMetadata.Operation} is `{name}`; it must be one of {string.Join(", ", Operations.All)}");
        }

        CheckKeys(metadata, errors);
        return new RouteSettings
        {
            RouteId = BoundedText.Clean(routeId, EventLimits.Route),
            Operation = operation,
            AccountFields = AccountFields(metadata, operation, errors),
            SessionCookie = Token(metadata, RouteMetadata.SessionCookie, options.SessionCookie, errors),
            NewSessionHeader = Token(metadata, RouteMetadata.NewSessionHeader, "", errors),
            ApiKeyHeader = Token(metadata, RouteMetadata.ApiKeyHeader, options.ApiKeyHeader, errors),
            LoginSucceeded = Rules(metadata, RouteMetadata.LoginSucceeded, errors),
            LoginFailed = Rules(metadata, RouteMetadata.LoginFailed, errors),
            FailMode = Either(metadata, RouteMetadata.FailMode, "open", "closed", options.FailMode == FailMode.Closed, errors)
                ? FailMode.Closed : FailMode.Open,
            Shadow = Either(metadata, RouteMetadata.Mode, "enforce", "shadow", false, errors),
            ChallengeReturn = ChallengeReturn(metadata, errors),
        };
    }

    private static void CheckKeys(IReadOnlyDictionary<string, string>? metadata, List<string> errors)
    {
        foreach (var key in metadata?.Keys ?? [])
        {
            if (key.StartsWith(RouteMetadata.Prefix, StringComparison.OrdinalIgnoreCase)
                && !RouteMetadata.All.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                errors.Add($"`{key}` is no setting; the settings are {string.Join(", ", RouteMetadata.All)}");
            }
        }
    }

    private string[] AccountFields(IReadOnlyDictionary<string, string>? metadata, Operation operation, List<string> errors)
    {
        if (Get(metadata, RouteMetadata.AccountField) is not { } text)
        {
            return operation is not (Operation.Login or Operation.Register or Operation.PasswordReset) ? []
                : options.AccountFields.Count > 0 ? [.. options.AccountFields] : UsualAccountFields;
        }

        var names = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length > MostFields)
        {
            errors.Add($"{RouteMetadata.AccountField} names {names.Length} fields; at most {MostFields}");
        }

        return names;
    }

    private static string Token(
        IReadOnlyDictionary<string, string>? metadata, string key, string otherwise, List<string> errors)
    {
        var value = Get(metadata, key) ?? otherwise;
        if (value.Length > 0 && !HttpToken.IsValid(value))
        {
            errors.Add($"{key} is `{value}`; a name has letters, digits and -_.~ only");
        }

        return value;
    }

    private static LoginRule[] Rules(IReadOnlyDictionary<string, string>? metadata, string key, List<string> errors) =>
        Get(metadata, key) is { } text ? LoginRules.Parse(text, key, errors) : [];

    private static bool Either(
        IReadOnlyDictionary<string, string>? metadata, string key, string no, string yes, bool otherwise, List<string> errors)
    {
        var value = Get(metadata, key);
        if (value is null)
        {
            return otherwise;
        }

        var isYes = string.Equals(value, yes, StringComparison.OrdinalIgnoreCase);
        if (!isYes && !string.Equals(value, no, StringComparison.OrdinalIgnoreCase))
        {
            errors.Add($"{key} is `{value}`; it must be {no} or {yes}");
        }

        return isYes;
    }

    private static string ChallengeReturn(IReadOnlyDictionary<string, string>? metadata, List<string> errors)
    {
        var value = Get(metadata, RouteMetadata.ChallengeReturn) ?? "";
        if (value.Length > 0 && !LocalPath.IsSafe(value))
        {
            errors.Add($"{RouteMetadata.ChallengeReturn} is `{value}`; it must be a path of this site such as /login");
        }

        return value;
    }

    private static string? Get(IReadOnlyDictionary<string, string>? metadata, string key)
    {
        if (metadata is null)
        {
            return null;
        }

        foreach (var (name, value) in metadata)
        {
            if (string.Equals(name, key, StringComparison.OrdinalIgnoreCase))
            {
                return value.Trim();
            }
        }

        return null;
    }
}
