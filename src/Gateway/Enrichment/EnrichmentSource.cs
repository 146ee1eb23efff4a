using SecurityDecisioning.Features.Enrichment;

namespace SecurityDecisioning.Gateway.Enrichment;

/// <summary>
/// Keeps what requests are enriched with in step with its files. They are looked at in turns rather than watched: that also
/// sees the folders that a cluster mounts, and files replaced behind a link. What is read is put in place at once and whole.
/// </summary>
public sealed class EnrichmentSource : IDisposable
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<EnrichmentFile> _files;
    private readonly CountryTable _countries;
    private readonly EnrichmentMetrics _metrics;
    private readonly ILogger<EnrichmentSource> _logger;
    private readonly ITimer _check;
    private volatile Enricher _current = new();
    private volatile IReadOnlyList<EnrichmentStatus> _status = [];
    private bool _isDisposed;

    /// <summary>Reads what there is and begins to look for changes. Nothing that is wrong with a file keeps it from starting.</summary>
    internal EnrichmentSource(
        IReadOnlyList<EnrichmentFile> files,
        CountryTable countries,
        TimeSpan checkEvery,
        TimeProvider time,
        EnrichmentMetrics metrics,
        ILogger<EnrichmentSource> logger)
    {
        _files = files;
        _countries = countries;
        _metrics = metrics;
        _logger = logger;
        Refresh(settle: false);
        metrics.Watch(this);
        if (!HasPlaces)
        {
            Log.NoGeoDatabase(logger);
        }

        _check = time.CreateTimer(_ => CheckNow(), null, checkEvery, checkEvery);
    }

    public Enricher Current => _current;

    /// <summary>Every file that is configured.</summary>
    public IReadOnlyList<EnrichmentStatus> Status => _status;

    /// <summary>Whether countries are known from anywhere.</summary>
    public bool HasPlaces => _current is { City: not null } or { Country: not null } || _countries.Count > 0;

    public ClientFacts Enrich(in ClientSignals signals) => _current.Enrich(signals);

    /// <summary>Looks at every file and reads those that changed.</summary>
    public void CheckNow()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                Refresh(settle: true);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _check.Dispose();
        }
    }

    private void Refresh(bool settle)
    {
        var changed = !settle;
        foreach (var file in _files)
        {
            changed |= Report(file, file.Refresh(settle));
        }

        if (changed)
        {
            _current = EnrichmentReading.Build(_files, _countries);
            _status = [.. _files.Select(EnrichmentStatus.Of)];
        }
    }

    private bool Report(EnrichmentFile file, EnrichmentChange change)
    {
        switch (change)
        {
            case EnrichmentChange.Loaded:
                _metrics.Loaded(file.Name);
                Log.EnrichmentLoaded(_logger, file.Words);
                if (file.List is { ErrorCount: > 0 } list)
                {
                    _metrics.LinesRejected(file.Name, list.ErrorCount);
                    Log.LinesRejected(_logger, file.Path, list.ErrorCount, list.Errors[0].ToString());
                }

                return true;
            case EnrichmentChange.Refused:
                _metrics.Refused(file.Name);
                Log.EnrichmentRefused(_logger, file.Name, file.Path, file.Problem!);
                return true;
            default:
                return false;
        }
    }
}
