using System.Diagnostics;

namespace SecurityDecisioning.TestKit;

/// <summary>The peer that our trees are held against: XGBoost's own Python package, as Debian has it.</summary>
public static class PythonXgboost
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs a script with XGBoost at hand; skips the test by name where it is not installed.</summary>
    /// <param name="script">Python source.</param>
    /// <param name="arguments">What it finds in <c>sys.argv[1:]</c>.</param>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var python = Requires.Program("python3", "python3-xgboost");
        if (File.Exists("/usr/bin/python3"))
        {
            // Debian's packages belong to Debian's own interpreter, whichever comes first on the path.
            python = "/usr/bin/python3";
        }

        Requires.Component(
            File.Exists("/usr/lib/python3/dist-packages/xgboost/__init__.py"),
            "Python's xgboost (apt-get install python3-xgboost)");

        var start = new ProcessStartInfo(python)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("-");
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.StandardInput.WriteAsync(script);
            process.StandardInput.Close();
            await process.WaitForExitAsync(timeout.Token);
            Assert.That(process.ExitCode, Is.Zero, await errors);
            return await output;
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
