namespace SecurityDecisioning.Streams.Local;

/// <summary>Makes folders that only their owner may enter: the log holds addresses and paths of people's requests.</summary>
internal static class OwnFolder
{
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
