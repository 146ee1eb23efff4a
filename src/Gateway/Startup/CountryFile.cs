using SecurityDecisioning.Features.Enrichment;

namespace SecurityDecisioning.Gateway.Startup;

/// <summary>Reads the table of countries, if one is named.</summary>
internal static class CountryFile
{
    private const int ErrorsShown = 10;

    /// <exception cref="StartupException">The file cannot be read or has bad lines; the first of them are named.</exception>
    public static CountryTable Load(string? path)
    {
        if (path is null)
        {
            return CountryTable.Empty;
        }

        try
        {
            var table = CountryTable.Load(path);
            return table.ErrorCount == 0
                ? table
                : throw new StartupException(string.Join('\n', table.Errors.Take(ErrorsShown).Select(e => $"countries {path}: {e}")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new StartupException($"countries {path} cannot be read: {e.Message}", e);
        }
    }
}
