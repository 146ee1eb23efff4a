using Microsoft.Extensions.Logging.Abstractions;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Policies.Tests.Lifecycle;

/// <summary>A lifecycle over a real store; its journal is a list that a "restart" reads back.</summary>
internal sealed class LifecycleBench : IDisposable
{
    private readonly List<(PolicyEvent? Step, PolicyContent? Content)> _journal = [];

    public TempFolder Folder { get; } = new();

    public ManualTimeProvider Clock { get; } = new();

    public PolicyLifecycle Lifecycle { get; private set; } = null!;

    public Exception? JournalFails { get; set; }

    public IReadOnlyList<PolicyEvent> Recorded => [.. _journal.Where(j => j.Step is not null).Select(j => j.Step!)];

    public static VersionContent Version(string document)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.yaml"], document);
        return VersionContent.OfFolder(folder.Path, out _)!;
    }

    public static VersionContent Challenging(int above, string mode = "enforce") =>
        Version(PolicyTexts.Rule($"f.ip.requests_5m > {above}", mode: mode));

    public static FolderVersion InFolder(VersionContent content, params string[] authors) =>
        new(content, VersionCheck.Of(content), PolicyVia.Folder, authors.Length == 0 ? ["folder"] : authors, [], "changed", "");

    /// <summary>A new process: nothing but the journal and the disk is left of the one before.</summary>
    public async Task<IReadOnlyList<PolicyProblem>> StartAsync(VersionContent? folder, PolicyRegime regime = PolicyRegime.None)
    {
        Lifecycle?.Dispose();
        Lifecycle = new PolicyLifecycle(
            new PolicyLifecycleOptions { Regime = regime },
            new VersionStore(Folder["policies"]),
            WriteAsync,
            Clock,
            NullLogger<PolicyLifecycle>.Instance);
        foreach (var (step, content) in _journal)
        {
            if (content is { } documents)
            {
                Lifecycle.Restore(documents);
            }

            if (step is not null)
            {
                Lifecycle.Restore(step);
            }
        }

        return await Lifecycle.StartAsync(folder is null ? null : InFolder(folder));
    }

    public void Dispose()
    {
        Lifecycle?.Dispose();
        Folder.Dispose();
    }

    private Task WriteAsync(PolicyEvent? step, PolicyContent? content)
    {
        if (JournalFails is { } failure)
        {
            return Task.FromException(failure);
        }

        _journal.Add((step, content));
        return Task.CompletedTask;
    }
}
