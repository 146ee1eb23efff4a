using Spectre.Console;

namespace SecurityDecisioning.Cli;

/// <summary>Reports for a file or a pipe: no edge to wrap at, and nobody who would see colours.</summary>
internal static class PlainOutput
{
    private const int Width = 140;

    public static void Prepare(IAnsiConsole console)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = Width;
            console.Profile.Capabilities.Ansi = false;
        }
    }
}
