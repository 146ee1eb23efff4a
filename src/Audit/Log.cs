using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Audit;

/// <summary>Every message of this stage (8xxx).</summary>
internal static partial class Log
{
    [LoggerMessage(8001, LogLevel.Information, "Database {File} opened with SQLite {Version}")]
    public static partial void DatabaseOpened(ILogger logger, string file, string version);

    [LoggerMessage(8002, LogLevel.Information, "Database {File}: {Area} migrated to version {Number}")]
    public static partial void Migrated(ILogger logger, string file, string area, int number);
}
