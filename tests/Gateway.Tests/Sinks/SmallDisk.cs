using System.Diagnostics;

namespace SecurityDecisioning.Gateway.Tests.Sinks;

/// <summary>A folder that is a disk of its own, small enough to be filled. Needs root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Ballast => Path.Combine(_folder, "ballast");

    /// <summary>Skips the test where the system refuses.</summary>
    public static SmallDisk Mount(string folder, int megabytes)
    {
        Requires.Root();
        Directory.CreateDirectory(folder);
        Requires.Component(
            Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=700", "tmpfs", folder), "the right to mount a tmpfs");
        return new SmallDisk(folder);
    }

    /// <summary>To the last byte, the partly filled pages of the log's own files included.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            var block = new byte[4096];
            while (true)
            {
                ballast.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void MakeRoom() => File.Delete(Ballast);

    public void Dispose() => Run("umount", "--lazy", _folder);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
