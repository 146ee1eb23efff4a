namespace SecurityDecisioning.Console.SignIn;

/// <summary>Files and folders that only the account which runs the product may read.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode PrivateFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, PrivateFolder);
        }
    }

    /// <summary>Writes beside <paramref name="path"/>, reaches the disk, then takes its place.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var fresh = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = PrivateFile;
        }

        using (var file = new FileStream(fresh, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }
}
