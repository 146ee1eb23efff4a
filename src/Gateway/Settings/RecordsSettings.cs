using SecurityDecisioning.Audit.Postgres;

namespace SecurityDecisioning.Gateway.Settings;

/// <summary>
/// Where records are kept, from section <c>SecurityDecisioning:Records</c>. What is wrong is told all at once, and never with
/// the connection string: there may be a password in it.
/// </summary>
public sealed class RecordsSettings
{
    public const string Section = "SecurityDecisioning:Records";

    /// <summary>Default: SQLite.</summary>
    public RecordsStore Store { get; set; } = RecordsStore.Sqlite;

    /// <summary>How to reach PostgreSQL, as Npgsql takes it. For a string without a secret in it, or from the environment.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>A file with the connection string: where secrets belong.</summary>
    public string ConnectionStringFile { get; set; } = "";

    /// <exception cref="FormatException">Something is not as it must be; the message lists all of it.</exception>
    public static RecordsSettings Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection(Section).Get<RecordsSettings>(static o => o.ErrorOnUnknownConfiguration = true)
            ?? new RecordsSettings();
        var errors = settings.Problems().ToList();
        return errors.Count == 0
            ? settings
            : throw new FormatException(string.Join("; ", errors.Select(static e => $"{Section}: {e}")));
    }

    /// <summary>The connection string, from wherever it is.</summary>
    /// <exception cref="FormatException">The file went since the settings were read.</exception>
    public string Connection()
    {
        if (ConnectionStringFile.Length == 0)
        {
            return ConnectionString;
        }

        try
        {
            return File.ReadAllText(ConnectionStringFile).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"ConnectionStringFile: {e.Message}", e);
        }
    }

    private IEnumerable<string> Problems()
    {
        if (!Enum.IsDefined(Store))
        {
            yield return "Store: must be Sqlite or Postgres";
        }

        var given = (ConnectionString.Length > 0, ConnectionStringFile.Length > 0);
        if (Store != RecordsStore.Postgres)
        {
            if (given != (false, false))
            {
                yield return "ConnectionString and ConnectionStringFile are for PostgreSQL; say Store: Postgres, or leave them out";
            }

            yield break;
        }

        if (given is (true, true) or (false, false))
        {
            yield return "Store: Postgres needs ConnectionStringFile or ConnectionString, one of the two";
            yield break;
        }

        if (Problem() is { } problem)
        {
            yield return problem;
        }
    }

    private string? Problem()
    {
        try
        {
            _ = PostgresConnectionString.Complete(Connection());
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
        catch (ArgumentException e)
        {
            return $"{(ConnectionStringFile.Length > 0 ? "ConnectionStringFile" : "ConnectionString")}: {e.Message}";
        }
    }
}
