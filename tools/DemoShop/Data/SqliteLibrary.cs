using System.Runtime.InteropServices;
using SQLitePCL;

namespace SecurityDecisioning.DemoShop.Data;

/// <summary>Prefers the system's SQLite, which the distribution keeps patched, to the one in the package.</summary>
internal static class SqliteLibrary
{
    private static readonly Lock Gate = new();
    private static bool s_ready;

    public static void Use()
    {
        lock (Gate)
        {
            if (s_ready)
            {
                return;
            }

            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, static (name, assembly, path) =>
                name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", out var system)
                    ? system
                    : NativeLibrary.Load(name, assembly, path));
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            s_ready = true;
        }
    }
}
