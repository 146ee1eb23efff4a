using System.Data.Common;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Guards;

/// <summary>
/// Opens the guards' cases. A database that is slow or away must not keep a policy from being taken back: its case is then opened
/// as soon as it can be, and the lifecycle's step has the reason meanwhile.
/// </summary>
internal sealed class GuardCases(CaseDesk desk, GuardMetrics metrics, ILogger<GuardCases> logger)
{
    private const int MostOwed = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly List<Case> _owed = [];

    public async Task OpenAsync(Case item, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await desk.OpenOnceAsync(item, patience.Token);
        }
        catch (Exception e) when (e is DbException or IOException or LogUnavailableException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Owe(item);
            Log.GuardFailed(logger, e);
        }
    }

    /// <summary>Opens what could not be opened before.</summary>
    public async Task RetryAsync(CancellationToken cancellationToken)
    {
        Case[] owed = [.. _owed];
        _owed.Clear();
        foreach (var item in owed)
        {
            await OpenAsync(item, cancellationToken);
        }
    }

    private void Owe(Case item)
    {
        if (_owed.Exists(o => o.Id == item.Id))
        {
            return;
        }

        if (_owed.Count < MostOwed)
        {
            _owed.Add(item);
        }
        else
        {
            metrics.NotOpened();
        }
    }
}
