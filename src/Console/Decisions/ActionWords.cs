namespace SecurityDecisioning.Console.Decisions;

/// <summary>Actions as people read them: a word, an icon and a style, so that colour never carries the meaning alone.</summary>
internal static class ActionWords
{
    public static string Title(ActionKind action) => action switch
    {
        ActionKind.Challenge => "Challenge",
        ActionKind.Throttle => "Throttle",
        ActionKind.Revoke => "Revoke",
        _ => "Allow",
    };

    public static string Past(ActionKind action) => action switch
    {
        ActionKind.Challenge => "Challenged",
        ActionKind.Throttle => "Throttled",
        ActionKind.Revoke => "Revoked",
        _ => "Allowed",
    };

    public static string Icon(ActionKind action) => action switch
    {
        ActionKind.Challenge => "puzzle",
        ActionKind.Throttle => "hourglass",
        ActionKind.Revoke => "ban",
        _ => "check",
    };

    /// <summary>What it means for whoever is held by it.</summary>
    public static string Meaning(ActionKind action) => action switch
    {
        ActionKind.Challenge => "Must solve a proof of work in the browser before going on.",
        ActionKind.Throttle => "Is answered 429 until the time is up.",
        ActionKind.Revoke => "Is refused everywhere; its session no longer counts.",
        _ => "Goes through.",
    };
}
