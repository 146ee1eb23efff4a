namespace SecurityDecisioning.Policies.Cel.Conformance;

/// <summary>A case needs something that the language here has not; the message says what.</summary>
internal sealed class UnsupportedCaseException(string message) : Exception(message);
