using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace SecurityDecisioning.Gateway.Policies;

/// <summary>
/// Runs git to read a work tree, and nothing else: whoever may write the tree may write its configuration, and that must not run
/// programs as the gateway. No hooks, no monitor, no pager, no signature program, no fetching, no configuration but the tree's own;
/// a tree that somebody else owns is refused by git itself. Bounded in time and output.
/// </summary>
internal static class GitProcess
{
    private const int MostOutput = 8 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly string[] Always =
    [
        "--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false",
        "-c", "gpg.program=false", "-c", "gpg.ssh.program=false", "-c", "core.sshCommand=false", "-c", "protocol.allow=never",
        "-c", "core.attributesFile=/dev/null", "-c", "core.quotePath=false",
    ];

    /// <returns>What it wrote; null where it failed, with <paramref name="why"/>.</returns>
    public static string? Run(string folder, out string why, params string[] arguments)
    {
        try
        {
            using var git = Process.Start(StartInfo(folder, arguments))!;
            var errors = git.StandardError.ReadToEndAsync();
            var output = ReadAsync(git.StandardOutput);
            if (!git.WaitForExit(Patience) || !output.Wait(Patience))
            {
                git.Kill(entireProcessTree: true);
                why = "git took too long";
                return null;
            }

            git.WaitForExit();
            var text = output.GetAwaiter().GetResult();
            why = git.ExitCode == 0 ? "" : FirstLine(errors.GetAwaiter().GetResult());
            return git.ExitCode == 0 ? text : null;
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException or AggregateException)
        {
            why = e.Message;
            return null;
        }
    }

    private static ProcessStartInfo StartInfo(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("git", [.. Always, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        return start;
    }

    private static async Task<string> ReadAsync(StreamReader from)
    {
        var text = new StringBuilder();
        var buffer = new char[16 * 1024];
        for (int read; (read = await from.ReadAsync(buffer)) > 0;)
        {
            if (text.Length + read > MostOutput)
            {
                throw new IOException("git said more than 8 MiB");
            }

            text.Append(buffer, 0, read);
        }

        return text.ToString();
    }

    private static string FirstLine(string text)
    {
        var line = text.Split('\n')[0].Trim();
        return line.Length <= 200 ? line : line[..200];
    }
}
