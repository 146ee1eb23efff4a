using System.Security.Cryptography;
using SecurityDecisioning.Gateway.Settings;

namespace SecurityDecisioning.Gateway.Startup;

/// <summary>
/// Random secrets made at the first start, one file each, readable by their owner only. Losing the pseudonym key makes every
/// known account a stranger, so the files are never overwritten. Keys that a fleet shares are only read: one made here by
/// itself would make this gateway a stranger to the others.
/// </summary>
public sealed class KeyFolder
{
    private const int KeyBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _folder;
    private readonly bool _isShared;

    /// <param name="folder">Where the files are.</param>
    /// <param name="isShared">Whether they must be there already.</param>
    /// <exception cref="StartupException">The folder cannot be made.</exception>
    public KeyFolder(string folder, bool isShared = false)
    {
        _folder = folder;
        _isShared = isShared;
        if (isShared)
        {
            return;
        }

        try
        {
            MakeFolder(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"key folder {folder} cannot be made: {e.Message}", e);
        }
    }

    /// <summary>Those that a fleet shares where a folder of them is named, else this gateway's own.</summary>
    /// <exception cref="StartupException">The folder cannot be made.</exception>
    public static KeyFolder Of(GatewaySettings settings) => settings.SharedKeyFolder is { } shared
        ? new KeyFolder(shared, isShared: true)
        : new KeyFolder(Path.Combine(settings.DataFolder, "keys"));

    /// <summary>The key called <paramref name="name"/>, made now if there is none.</summary>
    /// <exception cref="StartupException">The file is not a key of ours, or cannot be read or written.</exception>
    public byte[] Get(string name)
    {
        var path = Path.Combine(_folder, $"{name}.key");
        try
        {
            if (!File.Exists(path))
            {
                if (_isShared)
                {
                    throw new StartupException(
                        $"key file {path} is missing; copy the keys of another gateway there, or make {KeyBytes} random bytes for all");
                }

                Make(path);
            }

            var key = File.ReadAllBytes(path);
            return key.Length == KeyBytes
                ? key
                : throw new StartupException($"key file {path} has {key.Length} bytes instead of {KeyBytes}; restore it from a backup");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"key file {path} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>One key that stands for all three: processes that have it read each other's records and tokens.</summary>
    public byte[] Fleet() => Derive("sd shared log"u8);

    /// <summary>Likewise, for snapshots that a peer may begin with.</summary>
    public byte[] Snapshots() => Derive("sd snapshot"u8);

    private byte[] Derive(ReadOnlySpan<byte> purpose) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, [.. Get("pseudonyms"), .. Get("fold"), .. Get("tokens")], KeyBytes, info: purpose.ToArray());

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            // Files inherit the rights of the data folder there.
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>Written aside, synced, then renamed: a crash leaves either no key or a whole one.</summary>
    private static void Make(string path)
    {
        var aside = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(aside, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: false);
    }
}
