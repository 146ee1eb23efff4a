using SecurityDecisioning.Console.Policies;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.WorkingCopies;

/// <summary>
/// What handing in would find, for pages. One page's check at a time, so that however many are asked for, a check takes one core
/// from the gateway's own work and those that wait take no thread; what was found before is remembered behind it.
/// </summary>
internal sealed class CopyChecks(PolicyDesk desk) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);

    public async Task<VersionCheck> OfAsync(VersionContent content, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => desk.Check(content), cancel);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
