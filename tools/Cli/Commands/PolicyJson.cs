using System.Text.Encodings.Web;
using System.Text.Json;

namespace SecurityDecisioning.Cli.Commands;

/// <summary>How the policy commands write JSON.</summary>
internal static class PolicyJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // Written to a terminal or a file, never into a page: names and reasons stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
