using System.Text;

namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>
/// Which version the watched folder held when this gateway last took it in. What did not change while the gateway was down is no
/// change: a restart must not undo a rollback, nor put an older folder over what a peer made live.
/// </summary>
internal sealed class SeenFolder(string folder)
{
    private readonly string _path = Path.Combine(folder, "folder");

    public bool Is(string version)
    {
        try
        {
            return File.ReadAllText(_path).Trim() == version;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Set(string version) => StoreFile.Replace(_path, Encoding.ASCII.GetBytes(version));
}
