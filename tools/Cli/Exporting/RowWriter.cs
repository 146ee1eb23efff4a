using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SecurityDecisioning.Cli.Exporting;

/// <summary>
/// Rows as text. CSV: a line <c># catalogue HASH</c>, a line of names, then a line per decision, unknown features empty. JSON
/// lines: an object with the catalogue's hash and names, then an object per decision, unknown features null.
/// </summary>
internal sealed class RowWriter(Stream output, bool isJson) : IAsyncDisposable
{
    private const int FlushAt = 1 << 20;
    private const int LongestNumber = 32;
    private static readonly string[] Columns = ["decision_id", "time_ms", "operation", "action", "risk", "threat"];
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushAt + (FlushAt / 4));

    public void WriteHeader()
    {
        if (isJson)
        {
            Text(JsonSerializer.Serialize(new { catalogue = FeatureCatalog.Hash, features = FeatureCatalog.All.Select(f => f.Name) }));
            Text("\n");
            return;
        }

        Text($"# catalogue {FeatureCatalog.Hash}\n");
        Text(string.Join(',', Columns.Concat(FeatureCatalog.All.Select(f => f.Name))));
        Text("\n");
    }

    public async ValueTask WriteAsync(ExportRow row, CancellationToken cancellationToken)
    {
        var (action, threat) = row.Decided is { } decided
            ? (ActionKinds.NameOf(decided.Action), decided.Threat == Threat.None ? "" : ThreatCatalog.NameOf(decided.Threat))
            : ("", "");
        var operation = Operations.NameOf(row.Request.Operation);
        Text(isJson
            ? $"{{\"decision_id\":\"{row.Request.Id}\",\"time_ms\":{row.Request.TimeMs},"
                + $"\"operation\":\"{operation}\",\"action\":\"{action}\",\"risk\":"
            : $"{row.Request.Id},{row.Request.TimeMs},{operation},{action},");
        Number(row.Decided?.Risk ?? float.NaN);
        Text(isJson ? $",\"threat\":\"{threat}\",\"features\":[" : $",{threat}");
        for (var i = 0; i < row.Features.Length; i++)
        {
            if (!isJson || i > 0)
            {
                Text(",");
            }

            Number(row.Features.Span[i]);
        }

        Text(isJson ? "]}\n" : "\n");
        if (_buffer.WrittenCount >= FlushAt)
        {
            await FlushAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await FlushAsync(CancellationToken.None);
        await output.FlushAsync();
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        _buffer.ResetWrittenCount();
    }

    private void Text(string text) => Encoding.UTF8.GetBytes(text, _buffer);

    /// <summary>The shortest text that reads back as the same number.</summary>
    private void Number(float value)
    {
        if (float.IsNaN(value))
        {
            Text(isJson ? "null" : "");
            return;
        }

        value.TryFormat(_buffer.GetSpan(LongestNumber), out var written, default, CultureInfo.InvariantCulture);
        _buffer.Advance(written);
    }
}
