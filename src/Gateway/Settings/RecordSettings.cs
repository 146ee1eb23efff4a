using SecurityDecisioning.Audit.Postgres;

namespace SecurityDecisioning.Gateway.Settings;

/// <summary>
/// Where decision records and the restriction ledger are kept, from section <c>SecurityDecisioning:Records</c>: in PostgreSQL
/// where a connection is given, else in SQLite. What is wrong is told all at once, and never with what may be a secret.
/// </summary>
public sealed class RecordSettings
{
    public const string Section = "SecurityDecisioning:Records";

    /// <summary>A password is one line; more is another file.</summary>
    private const int LongestPassword = 4_096;

    /// <summary>How to reach PostgreSQL, as Npgsql takes it, without the password. Empty: SQLite in the data folder.</summary>
    public string Postgres { get; set; } = "";

    /// <summary>A file with the password and nothing else. Empty where the server asks for none, or has another way to know us.</summary>
    public string PostgresPasswordFile { get; set; } = "";

    public bool IsPostgres => Postgres.Length > 0;

    /// <exception cref="FormatException">Something is not as it must be; the message lists all of it.</exception>
    public static RecordSettings Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection(Section).Get<RecordSettings>(static o => o.ErrorOnUnknownConfiguration = true)
            ?? new RecordSettings();
        var errors = new List<string>();
        settings.Connection(errors);
        return errors.Count == 0
            ? settings
            : throw new FormatException(string.Join("; ", errors.Select(static e => $"{Section}: {e}")));
    }

    /// <summary>The whole connection string.</summary>
    /// <param name="errors">Takes a sentence for whatever is wrong.</param>
    public string Connection(ICollection<string> errors)
    {
        var password = Password(errors);
        if (!IsPostgres)
        {
            if (PostgresPasswordFile.Length > 0)
            {
                errors.Add("PostgresPasswordFile: there is no connection for it; give Postgres, or leave it out");
            }

            return "";
        }

        try
        {
            return PostgresConnectionString.Complete(Postgres, password);
        }
        catch (ArgumentException e)
        {
            errors.Add($"Postgres: {e.Message}");
            return "";
        }
    }

    private string? Password(ICollection<string> errors)
    {
        if (PostgresPasswordFile.Length == 0)
        {
            return null;
        }

        try
        {
            using var reader = File.OpenText(PostgresPasswordFile);
            var buffer = new char[LongestPassword];
            var length = reader.ReadBlock(buffer);
            var password = new string(buffer, 0, length).TrimEnd('\r', '\n');
            if (length < LongestPassword && password.Length > 0 && !password.Contains('\n', StringComparison.Ordinal))
            {
                return password;
            }

            errors.Add($"PostgresPasswordFile: {PostgresPasswordFile} must hold one line, the password");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add($"PostgresPasswordFile: {e.Message}");
        }

        return null;
    }
}
