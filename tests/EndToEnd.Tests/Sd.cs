using System.Diagnostics;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>The command line, as <c>./sd</c> starts it.</summary>
internal static class Sd
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<SdResult> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Repository.Built("SecurityDecisioning.Cli", "sd.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["SD_HOME"] = Repository.Root;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new SdResult(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
