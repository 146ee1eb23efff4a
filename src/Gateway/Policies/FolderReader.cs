using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Gateway.Policies;

/// <summary>Says of the watched folder's documents what is in them and whose they are.</summary>
internal sealed class FolderReader(PolicySettings settings)
{
    public Task<FolderVersion> ReadAsync(VersionContent content)
    {
        var check = VersionCheck.Of(content, settings.Modes);
        return Task.FromResult(new FolderVersion(
            content, check, PolicyVia.Folder, [settings.FolderOwner.Trim()], [], "The watched folder changed.", ""));
    }
}
