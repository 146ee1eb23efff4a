using System.Text.Json.Serialization;

namespace SecurityDecisioning.Console.Cases;

/// <summary>What the interface for the command line speaks of cases.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CaseDocument[]))]
[JsonSerializable(typeof(SnoozeDocument[]))]
[JsonSerializable(typeof(CaseStepRequest))]
[JsonSerializable(typeof(CaseAnswerDocument))]
public sealed partial class CaseJson : JsonSerializerContext;
