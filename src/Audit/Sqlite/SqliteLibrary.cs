using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace SecurityDecisioning.Audit.Sqlite;

/// <summary>
/// Which SQLite is loaded: the system's where it is newer than the one in the package, since the distribution patches it, else
/// the package's.
/// </summary>
internal static class SqliteLibrary
{
    private const string PackagedName = "e_sqlite3";
    private const string SystemName = "libsqlite3.so.0";

    /// <summary>3.35.5, as SQLite numbers it: what the package carries.</summary>
    private const int PackagedVersion = 3_035_005;

    private static readonly Lazy<Version> Loaded = new(Load);

    /// <summary>Loads the library once per process and tells its version.</summary>
    public static Version Version => Loaded.Value;

    private static Version Load()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        }
        catch (InvalidOperationException)
        {
            // Another part of the process has set a resolver for this assembly; whatever it chose is used.
        }

        Batteries_V2.Init();
        return Version.Parse(raw.sqlite3_libversion().utf8_to_string());
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != PackagedName || !OperatingSystem.IsLinux() || !NativeLibrary.TryLoad(SystemName, out var library))
        {
            return 0;
        }

        if (NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var function)
            && Marshal.GetDelegateForFunctionPointer<VersionNumber>(function)() > PackagedVersion)
        {
            return library;
        }

        NativeLibrary.Free(library);
        return 0;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();
}
