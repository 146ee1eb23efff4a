using Npgsql;

namespace SecurityDecisioning.Audit.Postgres;

/// <summary>What a connection string must say, and what is set where it does not say.</summary>
public static class PostgresConnectionString
{
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 30;
    private const int MostConnections = 16;
    private const int KeepAliveSeconds = 15;

    /// <summary>
    /// The string with bounds for everything that could wait or grow: 5 s to connect, 30 s for a command, 16 connections, a sign
    /// of life every 15 s. What the string itself says, stays.
    /// </summary>
    /// <param name="connectionString">As Npgsql takes it.</param>
    /// <param name="password">The password, where it is kept apart.</param>
    /// <exception cref="ArgumentException">
    /// It is not understood, names no server or database, or has a password beside the one kept apart. The message never
    /// quotes it: there may be a password in it.
    /// </exception>
    public static string Complete(string connectionString, string? password = null)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException)
        {
            // No inner exception either: it names the part that it stumbled over, and that may be a piece of a password.
            throw new ArgumentException(
                "it is not understood; it is made of `Key=Value` pairs with semicolons between them, and a value with a "
                + "semicolon or quote in it stands in double quotes");
        }

        if (string.IsNullOrWhiteSpace(builder.Host))
        {
            throw new ArgumentException("it names no server; begin it with `Host=`");
        }

        if (string.IsNullOrWhiteSpace(builder.Database))
        {
            throw new ArgumentException("it names no database; add `Database=`");
        }

        if (password is not null)
        {
            if (!string.IsNullOrEmpty(builder.Password))
            {
                throw new ArgumentException("it has a password, and so has the file; leave it out here");
            }

            builder.Password = password;
        }

        // The builder itself says that it contains every key it knows.
        var given = builder.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        Default("Application Name", () => builder.ApplicationName = "security-decisioning");
        Default("Timeout", () => builder.Timeout = ConnectSeconds);
        Default("Command Timeout", () => builder.CommandTimeout = CommandSeconds);
        Default("Maximum Pool Size", () => builder.MaxPoolSize = MostConnections);
        Default("Keepalive", () => builder.KeepAlive = KeepAliveSeconds);
        return builder.ConnectionString;

        void Default(string key, Action set)
        {
            if (!given.Contains(key))
            {
                set();
            }
        }
    }
}
