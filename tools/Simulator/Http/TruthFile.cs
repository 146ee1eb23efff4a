using System.Text.Json;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Http;

/// <summary>The ground truth of a run, one JSON object per request.</summary>
public sealed class TruthFile : IDisposable
{
    private readonly FileStream _file;
    private readonly Utf8JsonWriter _json;

    public TruthFile(string path)
    {
        _file = File.Create(path);
        _json = new Utf8JsonWriter(_file);
    }

    public void Write(StepResult result)
    {
        var step = result.Step;
        _json.WriteStartObject();
        _json.WriteString("decision", result.DecisionId);
        _json.WriteString("time", DateTimeOffset.FromUnixTimeMilliseconds(result.TimeMs));
        _json.WriteNumber("actor", step.Actor.Id);
        _json.WriteString("behaviour", step.Actor.Behaviour);
        _json.WriteString("threat", ThreatCatalog.NameOf(step.Actor.Truth));
        _json.WriteString("ip", step.Address.ToString());
        _json.WriteString("operation", Operations.NameOf(StepRequest.Of(step).Operation));
        _json.WriteNumber("status", result.Status);
        _json.WriteString("action", ActionKinds.NameOf(result.Action));
        _json.WriteBoolean("solved", result.Solved);
        _json.WriteBoolean("reached", result.Reached);
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _file.WriteByte((byte)'\n');
    }

    public void Dispose()
    {
        _json.Dispose();
        _file.Dispose();
    }
}
