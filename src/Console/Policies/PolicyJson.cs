using System.Text.Json.Serialization;

namespace SecurityDecisioning.Console.Policies;

/// <summary>What the interface for the command line speaks.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PolicyStateDocument))]
[JsonSerializable(typeof(PolicyAnswerDocument))]
[JsonSerializable(typeof(PolicyStepRequest))]
[JsonSerializable(typeof(PolicyStepDocument[]))]
public sealed partial class PolicyJson : JsonSerializerContext;
