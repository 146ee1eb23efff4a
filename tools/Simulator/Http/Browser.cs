namespace SecurityDecisioning.Simulator.Http;

/// <summary>What one client carries while a scenario is played: cookies, token, the page it is on, and its place in the queue.</summary>
internal sealed class Browser
{
    public CookieJar Jar { get; } = new();

    /// <summary>The API token, empty where it has none.</summary>
    public string Token { get; set; } = "";

    /// <summary>The link of the reset mail it was shown last.</summary>
    public string ResetToken { get; set; } = "";

    public string LastPage { get; set; } = "";

    /// <summary>Ends when its last step has ended: one client does one thing at a time.</summary>
    public Task Last { get; set; } = Task.CompletedTask;
}
