using SecurityDecisioning.Features.Enrichment.Agents;

namespace SecurityDecisioning.Simulator.Scenarios;

/// <summary>The client hints that a Chromium with a given user agent sends.</summary>
/// <param name="Brands">Sec-CH-UA.</param>
/// <param name="Mobile">Sec-CH-UA-Mobile.</param>
/// <param name="Platform">Sec-CH-UA-Platform.</param>
internal readonly record struct HintHeaders(string Brands, string Mobile, string Platform)
{
    public static HintHeaders Of(string userAgent)
    {
        const string Token = "Chrome/";
        var at = userAgent.IndexOf(Token, StringComparison.Ordinal);
        if (at < 0)
        {
            return new HintHeaders("", "", "");
        }

        var version = userAgent[(at + Token.Length)..].Split('.', ' ')[0];
        var agent = UserAgents.Parse(userAgent);
        var brand = agent.Family switch
        {
            AgentFamily.Edge => "Microsoft Edge",
            AgentFamily.Opera => "Opera",
            AgentFamily.SamsungInternet => "Samsung Internet",
            _ => "Google Chrome",
        };
        var platform = agent.System switch
        {
            AgentSystem.Windows => "Windows",
            AgentSystem.MacOS => "macOS",
            AgentSystem.Android => "Android",
            AgentSystem.ChromeOS => "Chrome OS",
            _ => "Linux",
        };
        var own = agent.Family is AgentFamily.Edge or AgentFamily.Opera or AgentFamily.SamsungInternet ? $"{agent.Version}" : version;
        return new HintHeaders(
            $"\"Chromium\";v=\"{version}\", \"{brand}\";v=\"{own}\", \"Not A(Brand\";v=\"24\"",
            agent.Device == AgentDevice.Mobile ? "?1" : "?0",
            $"\"{platform}\"");
    }
}
