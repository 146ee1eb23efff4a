using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace SecurityDecisioning.Audit.Records;

/// <summary>
/// The one hot statement of this stage: prepared once per batch, its parameters set row by row. Plain ADO, because a mapper
/// makes an object and looks every parameter up by name for each row.
/// </summary>
internal sealed class DecisionInsert : IDisposable
{
    private static readonly string[] Columns =
    [
        "id", "time_ms", "action", "shadow_action", "threat", "risk", "level", "flags", "operation", "method", "route", "path",
        "country", "ip", "account", "session", "device", "api_key", "policy", "rule", "reason_code", "model_hash", "policy_hash",
        "record",
    ];

    private readonly SqliteCommand _command;
    private readonly SqliteParameter[] _values;
    private int _next;

    public DecisionInsert(SqliteConnection connection, SqliteTransaction transaction)
    {
        _command = connection.CreateCommand();
        _command.Transaction = transaction;
        _command.CommandText =
            $"INSERT INTO decisions ({string.Join(", ", Columns)}) VALUES (@{string.Join(", @", Columns)}) ON CONFLICT (id) DO NOTHING";
        _values = [.. Columns.Select(column => _command.Parameters.Add(new SqliteParameter { ParameterName = "@" + column }))];
        _command.Prepare();
    }

    public void Run(DecisionRecord record)
    {
        var row = record.Summary;
        _next = 0;
        Bytes(row.Id.High, row.Id.Low);
        Number(row.TimeMs);
        Number((long)row.Action);
        Number((long)row.ShadowAction);
        Number((long)row.Threat);
        Set(SqliteType.Real, (double)row.Risk);
        Number((long)row.Level);
        Number((long)row.Flags);
        Number((long)row.Operation);
        Number((long)row.Method);
        Text(row.Route);
        Text(row.Path);
        Text(row.Country);
        Bytes(row.Ip.High, row.Ip.Low);
        Bytes(row.Account.High, row.Account.Low);
        Bytes(row.Session.High, row.Session.Low);
        Bytes(row.Device.High, row.Device.Low);
        Bytes(row.ApiKey.High, row.ApiKey.Low);
        Text(row.Policy);
        Text(row.Rule);
        Text(row.ReasonCode);
        Text(row.ModelHash);
        Text(row.PolicySetHash);
        Set(SqliteType.Blob, record.Encoded.ToArray());
        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();

    private void Number(long value) => Set(SqliteType.Integer, value);

    private void Text(string value) => Set(SqliteType.Text, value);

    /// <summary>16 bytes, or NULL for the all-zero value: absent.</summary>
    private void Bytes(ulong high, ulong low)
    {
        if ((high | low) == 0)
        {
            Set(SqliteType.Blob, DBNull.Value);
            return;
        }

        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), low);
        Set(SqliteType.Blob, bytes);
    }

    private void Set(SqliteType type, object value)
    {
        var parameter = _values[_next++];
        parameter.SqliteType = type;
        parameter.Value = value;
    }
}
