using System.Diagnostics;

namespace SecurityDecisioning.TestKit;

/// <summary>
/// A PostgreSQL server of the tests' own: Debian's programs, a data folder and a socket in a temporary folder, no port. It
/// does not run as root, so where the tests do, the server runs as the user that Debian made for it. It ends with the test
/// process, however that ends.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "sd";
    private const string Account = "postgres";
    private const string Programs = "/usr/lib/postgresql";

    /// <summary>
    /// Waits for a word and stops the server by the signal of that name; or for the end of whoever could have said it, and then
    /// removes the folder ($0) too.
    /// </summary>
    private const string Keeper =
        "\"$@\" & server=$!; read -r signal; kill -s \"${signal:-INT}\" $server; wait $server; [ -n \"$signal\" ] || rm -rf \"$0\"";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly Lazy<Task<PostgresServer>> Common = new(() => StartNewAsync());

    private readonly string _programs;
    private readonly string[] _options;
    private readonly TempFolder _folder;
    private Process? _keeper;
    private int _databases;

    private PostgresServer(string programs, TempFolder folder, string[] options)
    {
        _programs = programs;
        _folder = folder;
        _options = options;
    }

    /// <summary>The server that all tests of this process share, each with a database of its own. Skips where there is none.</summary>
    public static Task<PostgresServer> SharedAsync()
    {
        Require();
        return Common.Value;
    }

    /// <summary>A server for one test, which may stop and start it. Skips where the machine has none.</summary>
    /// <param name="options">Settings beside the usual, each as <c>name=value</c>.</param>
    public static async Task<PostgresServer> StartNewAsync(params string[] options)
    {
        var programs = Require();
        var folder = new TempFolder();
        var server = new PostgresServer(programs, folder, options);
        try
        {
            if (Environment.IsPrivilegedProcess)
            {
                await RunAsync(["chown", Account, folder.Path]);
            }

            await RunAsync(
                AsAccount(Path.Combine(programs, "initdb"), "-D", folder["data"], "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"));
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection string to the database called <paramref name="name"/>.</summary>
    public string ConnectionString(string name) => $"Host={_folder.Path};Username={User};Database={name}";

    /// <summary>Makes an empty database; returns its connection string.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await RunAsync(Path.Combine(_programs, "createdb"), "-h", _folder.Path, "-U", User, name);
        return ConnectionString(name);
    }

    public async Task StartAsync()
    {
        string[] settings =
        [
            "listen_addresses=", $"unix_socket_directories={_folder.Path}", "fsync=off", "max_connections=60", "log_min_messages=fatal",
            .. _options,
        ];
        var command = AsAccount(
        [
            "/bin/sh", "-c", Keeper, _folder.Path, Path.Combine(_programs, "postgres"), "-D", _folder["data"],
            .. settings.SelectMany(s => new[] { "-c", s }),
        ]);
        _keeper = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true })!;
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            if (await ExitCodeAsync(Path.Combine(_programs, "pg_isready"), "-q", "-h", _folder.Path, "-U", User) == 0)
            {
                return;
            }

            Assert.That(_keeper.HasExited, Is.False, "the server did not start");
            Assert.That(waited.Elapsed, Is.LessThan(Patience), "the server does not answer");
        }
    }

    /// <summary>Stops the server and all connections to it: at once as if it had crashed, or in order.</summary>
    public async Task StopAsync(bool crash = false)
    {
        if (_keeper is { } keeper)
        {
            await keeper.StandardInput.WriteLineAsync(crash ? "QUIT" : "INT");
            keeper.StandardInput.Close();
            using var patience = new CancellationTokenSource(Patience);
            await keeper.WaitForExitAsync(patience.Token);
            keeper.Dispose();
            _keeper = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(crash: true);
        _folder.Dispose();
    }

    private static string Require()
    {
        var programs = Directory.Exists(Programs)
            ? Directory.GetDirectories(Programs).Select(f => Path.Combine(f, "bin")).Where(f => File.Exists(Path.Combine(f, "initdb"))).Max()
            : null;
        Requires.Component(programs is not null, "PostgreSQL's server (apt-get install postgresql)");
        return programs!;
    }

    private static string[] AsAccount(params string[] command) => Environment.IsPrivilegedProcess
        ? [Requires.Program("setpriv", "util-linux"), $"--reuid={Account}", $"--regid={Account}", "--clear-groups", .. command]
        : command;

    private static async Task RunAsync(params string[] command) =>
        Assert.That(await ExitCodeAsync(command), Is.Zero, string.Join(' ', command));

    private static async Task<int> ExitCodeAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
