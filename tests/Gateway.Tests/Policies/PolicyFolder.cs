using System.Diagnostics;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Gateway.Tests.Policies;

/// <summary>One small policy in a folder, and the same folder as a git work tree.</summary>
internal static class PolicyFolder
{
    public static string Text(int above, string mode = "enforce") => TooManyPolicy.Text(above, mode);

    public static void Write(string folder, int above) => TooManyPolicy.Write(folder, above);

    public static VersionContent Read(string folder) => VersionContent.OfFolder(folder, out _)!;

    public static VersionContent Version(int above)
    {
        using var folder = new TempFolder();
        Write(folder.Path, above);
        return Read(folder.Path);
    }

    public static void MakeRunnable(string program)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public static void Commit(string folder, string author, string message)
    {
        if (!Directory.Exists(Path.Combine(folder, ".git")))
        {
            Git(folder, "init", "-q");
        }

        Git(folder, "add", "-A");
        Git(
            folder, "-c", "user.name=A Committer", "-c", "user.email=committer@example.com", "commit", "-q", "--no-gpg-sign",
            $"--author=Somebody <{author}>", "-m", message);
    }

    public static void Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardError = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        using var git = Process.Start(start)!;
        var error = git.StandardError.ReadToEnd();
        git.WaitForExit();
        Assert.That(git.ExitCode, Is.Zero, error);
    }
}
