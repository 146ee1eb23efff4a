using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SecurityDecisioning.Gateway.Webhooks;

/// <summary>
/// What a receiver is told of one decision or of its undoing, in the form of Standard Webhooks (standardwebhooks.com): type,
/// timestamp, data. No addresses and no names: accounts, sessions and devices are pseudonyms.
/// </summary>
/// <param name="Id">The same at every attempt, so that a receiver can tell a repetition.</param>
/// <param name="TimeMs">When it was decided or lifted.</param>
/// <param name="Body">JSON in UTF-8.</param>
internal sealed record WebhookMessage(string Id, long TimeMs, byte[] Body)
{
    /// <summary><c>decision.made</c></summary>
    public static WebhookMessage Of(Decision decision, string target) => new(
        $"{decision.Id}.{target}",
        decision.Event.TimeMs,
        Envelope("decision.made", decision.Event.TimeMs, json => Write(json, decision)));

    /// <summary><c>restriction.lifted</c>: who lifted it and why is for people here, and may name persons.</summary>
    public static WebhookMessage Of(Restriction restriction, RestrictionLift lift, string target) => new(
        $"{restriction.Id}.lifted.{target}",
        lift.TimeMs,
        Envelope("restriction.lifted", lift.TimeMs, json => Write(json, restriction)));

    /// <summary>Whether a rule of the decision asks for this receiver to be told.</summary>
    public static bool IsAskedFor(Decision decision, string target) =>
        decision.Obligations.Exists(o => o.Kind == ObligationKind.Webhook && o.Name == target);

    /// <summary>The header <c>webhook-signature</c>: HMAC-SHA-256 over id, time of the attempt and body, joined by full stops.</summary>
    public string Signature(byte[] secret, string timestamp)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        mac.AppendData(Encoding.ASCII.GetBytes($"{Id}.{timestamp}."));
        mac.AppendData(Body);
        return "v1," + Convert.ToBase64String(mac.GetHashAndReset());
    }

    private static byte[] Envelope(string type, long timeMs, Action<Utf8JsonWriter> data)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("timestamp", DateTimeOffset.FromUnixTimeMilliseconds(timeMs));
            json.WriteStartObject("data");
            data(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Restriction restriction)
    {
        json.WriteString("restriction", restriction.Id.ToString());
        json.WriteString("decision", restriction.Decision.ToString());
        json.WriteString("action", ActionKinds.NameOf(restriction.Action));
        json.WriteString("policy", restriction.Owner);
        json.WriteString("reason_code", restriction.ReasonCode);
        json.WriteString("scope", EntityKinds.NameOf(restriction.Entity.Kind));
        if (restriction.Entity.Kind is EntityKind.Account or EntityKind.Session or EntityKind.Device)
        {
            json.WriteString(EntityKinds.NameOf(restriction.Entity.Kind), restriction.Entity.Value);
        }
    }

    private static void Write(Utf8JsonWriter json, Decision decision)
    {
        var request = decision.Event;
        json.WriteString("decision", decision.Id.ToString());
        json.WriteString("action", ActionKinds.NameOf(decision.Action));
        json.WriteNumber("duration_ms", decision.DurationMs);
        json.WriteString("threat", ThreatCatalog.NameOf(decision.Threat));
        json.WriteNumber("risk", Math.Round(decision.Risk, 4));
        json.WriteString("operation", Operations.NameOf(request.Operation));
        json.WriteString("route", request.Route);
        if (decision.Winner is { } winner)
        {
            json.WriteString("policy", winner.Policy);
            json.WriteString("rule", winner.Rule);
            json.WriteString("reason_code", winner.ReasonCode);
        }

        json.WriteStartArray("tags");
        foreach (var obligation in decision.Obligations)
        {
            if (obligation.Kind == ObligationKind.Tag)
            {
                json.WriteStringValue(obligation.Name);
            }
        }

        json.WriteEndArray();
        json.WriteBoolean("review_required", decision.Flags.HasFlag(DecisionFlags.ReviewRequired));
        json.WriteBoolean("enforced", !decision.Flags.HasFlag(DecisionFlags.NotEnforced));
        foreach (var kind in new[] { EntityKind.Account, EntityKind.Session, EntityKind.Device })
        {
            if (request.Entity(kind) is { IsNone: false } entity)
            {
                json.WriteString(EntityKinds.NameOf(kind), entity.Value);
            }
        }
    }
}
