using System.Text.Json.Nodes;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>What a command left behind.</summary>
internal sealed record SdResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The output as JSON; a command that failed fails the test with what it said.</summary>
    public JsonNode Json()
    {
        Assert.That(ExitCode, Is.Zero, Errors + Output);
        return JsonNode.Parse(Output)!;
    }
}
