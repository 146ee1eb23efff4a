namespace SecurityDecisioning.Gateway.Settings;

/// <summary>Where decision records and the restriction ledger are kept.</summary>
public enum RecordsStore
{
    /// <summary>A file in the data folder.</summary>
    Sqlite = 0,

    /// <summary>A PostgreSQL database, which several gateways may share.</summary>
    Postgres = 1,
}
