namespace SecurityDecisioning.Gateway;

/// <summary>Everything the host says, ids 10000–10099. Never an identifier, never a secret.</summary>
internal static partial class Log
{
    [LoggerMessage(10000, LogLevel.Information, "Recovered from the log: {Events} events folded, {Restrictions} restrictions stand")]
    public static partial void Recovered(ILogger logger, long events, int restrictions);

    [LoggerMessage(10001, LogLevel.Information, "Gateway decides with model {Model} and policy set {Policies}")]
    public static partial void Deciding(ILogger logger, string model, string policies);

    [LoggerMessage(10002, LogLevel.Error, "Projection {Projection} stopped at offset {Offset}; it tries again in {Pause}")]
    public static partial void ProjectionFailed(ILogger logger, string projection, long offset, TimeSpan pause, Exception exception);

    [LoggerMessage(10003, LogLevel.Error, "Record {Offset} of {Topic} cannot be read and is skipped: {Reason}")]
    public static partial void RecordUnreadable(ILogger logger, long offset, string topic, string reason);

    [LoggerMessage(10004, LogLevel.Information, "No model: triage rules decide")]
    public static partial void NoModel(ILogger logger);

    [LoggerMessage(10005, LogLevel.Warning, "Old records could not be deleted; trying again in an hour")]
    public static partial void DeletionFailed(ILogger logger, Exception exception);

    [LoggerMessage(10006, LogLevel.Error, "Request {Reference} failed and was answered with 500. {Held} more since: {Failure}")]
    public static partial void RequestFailed(ILogger logger, string reference, long held, string failure);

    [LoggerMessage(10040, LogLevel.Information, "Caught up with {Peers} peers: {Events} of their events folded")]
    public static partial void CaughtUp(ILogger logger, long events, int peers);

    [LoggerMessage(
        10041, LogLevel.Warning, "What peers wrote has not been read within {Patience}; deciding without it, it is read meanwhile")]
    public static partial void NotCaughtUp(ILogger logger, TimeSpan patience);

    [LoggerMessage(10042, LogLevel.Warning, "What peers write to {Topic} cannot be read; it is tried again in {Pause}")]
    public static partial void PeersNotRead(ILogger logger, string topic, TimeSpan pause, Exception exception);

    [LoggerMessage(
        10043, LogLevel.Error, "The cluster has lost records of {Topic} or is another one ({Reason}); it is read from its beginning")]
    public static partial void SharedLogShrank(ILogger logger, string topic, string reason);

    [LoggerMessage(
        10044, LogLevel.Error,
        "Another gateway writes as this one: it runs with a copy of this data folder. Give each a folder of its own")]
    public static partial void FolderCopied(ILogger logger);

    [LoggerMessage(10045, LogLevel.Warning, "Restrictions of peers hold and are not in the ledger yet; it is tried again in {Pause}")]
    public static partial void PeerLedgerFailed(ILogger logger, TimeSpan pause, Exception exception);

    [LoggerMessage(10020, LogLevel.Information, "Enrichment uses {What}")]
    public static partial void EnrichmentLoaded(ILogger logger, string what);

    [LoggerMessage(10021, LogLevel.Warning, "Enrichment cannot use {Part} file {Path}: {Reason}")]
    public static partial void EnrichmentRefused(ILogger logger, string part, string path, string reason);

    [LoggerMessage(10022, LogLevel.Warning, "List {Path}: {Count} lines are left out, the first is {First}")]
    public static partial void LinesRejected(ILogger logger, string path, int count, string first);

    [LoggerMessage(
        10023, LogLevel.Warning,
        "Degraded: no geo database. Countries and places of clients are unknown; Enrichment:City names one (docs/enrichment.md)")]
    public static partial void NoGeoDatabase(ILogger logger);

    [LoggerMessage(10030, LogLevel.Error, "The log is damaged and read on from offset {Offset}: {Damage}")]
    public static partial void LogDamaged(ILogger logger, string damage, long offset);

    [LoggerMessage(10010, LogLevel.Information,
        "Snapshot written: {Entities} entities, {Bytes} bytes in {Took}; the longest that anything waited was {Pause}")]
    public static partial void SnapshotTaken(ILogger logger, long entities, long bytes, TimeSpan took, TimeSpan pause);

    [LoggerMessage(10011, LogLevel.Warning, "Snapshot given up; the next turn tries again, and the log has everything")]
    public static partial void SnapshotFailed(ILogger logger, Exception exception);

    [LoggerMessage(10012, LogLevel.Warning, "Snapshot refused, an older one or the log is read instead: {Reason}")]
    public static partial void SnapshotRefused(ILogger logger, string reason);

    [LoggerMessage(10013, LogLevel.Information, "Snapshot {File} loaded: {Entities} entities; the log goes on at offset {Offset}")]
    public static partial void SnapshotLoaded(ILogger logger, string file, long entities, long offset);

    [LoggerMessage(10016, LogLevel.Information,
        "Joined from the snapshot of gateway {Origin:x16}: {Entities} entities; the shared log goes on after {Passed} events")]
    public static partial void Joined(ILogger logger, ulong origin, long entities, long passed);

    [LoggerMessage(10014, LogLevel.Warning, "Parity check could not be done")]
    public static partial void ParityFailed(ILogger logger, Exception exception);

    [LoggerMessage(10017, LogLevel.Warning,
        "Parity: a decision was served {Count} features that nothing explains, among them {Features}")]
    public static partial void ParityUnexplained(ILogger logger, int count, string features);

    [LoggerMessage(10015, LogLevel.Information,
        "Parity: {Checked} decisions worked out again, {Explained} differ by overlapping requests, {Unexplained} without reason")]
    public static partial void ParityChecked(ILogger logger, long @checked, long explained, long unexplained);

    [LoggerMessage(10080, LogLevel.Error, "The changed policies could not be recorded and are not live; it is tried again in {Pause}")]
    public static partial void PolicyFolderNotTaken(ILogger logger, TimeSpan pause, Exception exception);

    [LoggerMessage(10050, LogLevel.Warning,
        "Webhook {Target} takes no messages (status {Status}, 0 for no answer); they wait in the log and are tried again")]
    public static partial void WebhookFailed(ILogger logger, string target, int status);

    [LoggerMessage(10051, LogLevel.Warning, "A policy names webhook {Name}, which the configuration does not have: nobody is told")]
    public static partial void WebhookUnknown(ILogger logger, string name);

    [LoggerMessage(10060, LogLevel.Warning,
        "Policy {Policy} goes back to shadow: wrong for {Overturned} of {Touched} it acted upon, more than its budget of {Rate:P1}")]
    public static partial void BudgetExceeded(ILogger logger, string policy, int overturned, int touched, double rate);

    [LoggerMessage(10061, LogLevel.Warning,
        "Policy version {Version} is taken back: it acted on {Acts} of {Decisions} decisions, and {Least:P2} to {Most:P2} are expected")]
    public static partial void CanaryDeparted(ILogger logger, string version, long acts, long decisions, double least, double most);

    [LoggerMessage(10062, LogLevel.Error, "A guard could not take {What} back: {Reason}. It tries again")]
    public static partial void GuardRefused(ILogger logger, string what, string reason);

    [LoggerMessage(10063, LogLevel.Error, "The guards of policies failed; they go on in a moment")]
    public static partial void GuardFailed(ILogger logger, Exception exception);

    [LoggerMessage(10064, LogLevel.Information, "The guards' counts were not there or not whole; they are counted from the log again")]
    public static partial void GuardCountsLost(ILogger logger);

    [LoggerMessage(
        10081, LogLevel.Warning, "The watched folder holds policies that nobody has committed; they are no draft before that")]
    public static partial void PolicyFolderUncommitted(ILogger logger);

    [LoggerMessage(10082, LogLevel.Warning, "Git does not tell who wrote the policies: {Reason}")]
    public static partial void GitNotAsked(ILogger logger, string reason);
}
