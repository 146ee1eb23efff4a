using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using SecurityDecisioning.Audit.Sqlite;

namespace SecurityDecisioning.Audit.Records;

/// <summary>
/// The one hot statement of this stage: prepared once per batch, its parameters set row by row. A parameter that has its value
/// from the row before is left alone: most rows share their route, hashes and country with a neighbour.
/// </summary>
internal sealed class DecisionInsert : IDisposable
{
    private static readonly string[] Columns =
    [
        "rowid", "id", "time_ms", "action", "shadow_action", "threat", "risk", "level", "flags", "operation", "method", "route",
        "path", "country", "ip", "account", "session", "device", "api_key", "policy", "rule", "reason_code", "model_hash",
        "policy_hash", "record", "tags",
    ];

    private readonly SqliteStatement _statement;
    private readonly string?[] _texts = new string?[Columns.Length];
    private readonly long?[] _numbers = new long?[Columns.Length];
    private readonly (ulong High, ulong Low)[] _wides = new (ulong, ulong)[Columns.Length];
    private int _next;

    public DecisionInsert(SqliteConnection connection) => _statement = new SqliteStatement(
        connection,
        $"INSERT INTO decisions ({string.Join(", ", Columns)}) VALUES (?{string.Concat(Enumerable.Repeat(", ?", Columns.Length - 1))}) "
        + "ON CONFLICT (id) DO NOTHING");

    /// <summary>Stores the record as <paramref name="row"/>; false where the decision is there already.</summary>
    public bool Run(long row, DecisionRecord record)
    {
        var summary = record.Summary;
        _next = 0;
        Number(row);
        Wide(summary.Id.High, summary.Id.Low);
        Number(summary.TimeMs);
        Number((long)summary.Action);
        Number((long)summary.ShadowAction);
        Number((long)summary.Threat);
        _statement.Bind(++_next, (double)summary.Risk);
        Number((long)summary.Level);
        Number((long)summary.Flags);
        Number((long)summary.Operation);
        Number((long)summary.Method);
        Text(summary.Route);
        Text(summary.Path);
        Text(summary.Country);
        Wide(summary.Ip.High, summary.Ip.Low);
        Wide(summary.Account.High, summary.Account.Low);
        Wide(summary.Session.High, summary.Session.Low);
        Wide(summary.Device.High, summary.Device.Low);
        Wide(summary.ApiKey.High, summary.ApiKey.Low);
        Text(summary.Policy);
        Text(summary.Rule);
        Text(summary.ReasonCode);
        Text(summary.ModelHash);
        Text(summary.PolicySetHash);
        _statement.Bind(++_next, record.Encoded.Span);
        Text(record.Tags);
        return _statement.Run() > 0;
    }

    public void Dispose() => _statement.Dispose();

    private void Number(long value)
    {
        ref var last = ref _numbers[_next++];
        if (last != value)
        {
            _statement.Bind(_next, value);
            last = value;
        }
    }

    private void Text(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        ref var last = ref _texts[_next++];
        if (!string.Equals(last, value, StringComparison.Ordinal))
        {
            _statement.Bind(_next, value);
            last = value;
        }
    }

    /// <summary>16 bytes, or NULL for the all-zero value: absent. A parameter that was never bound is NULL.</summary>
    private void Wide(ulong high, ulong low)
    {
        ref var last = ref _wides[_next++];
        if (last == (high, low))
        {
            return;
        }

        last = (high, low);
        if ((high | low) == 0)
        {
            _statement.BindNull(_next);
            return;
        }

        Span<byte> bytes = stackalloc byte[Pseudonym.SizeInBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], low);
        _statement.Bind(_next, bytes);
    }
}
